import { publishedMode } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** The number of bytes written is not looked at. */
export const shortWriteIgnored = altered(
  {
    name: 'short-write-ignored',
    story:
      'A write that came out short is taken for a whole one: on a nearly full disk a cut configuration is published.',
    source: 'write(2); facts: genuine short writes',
    caughtBy: ['target-is-old-or-complete', 'success-means-a-complete-target'],
    within: 300,
  },
  {
    publish: publishFilledBy(async (files, _path, descriptor, bytes) => {
      await files.write(descriptor, bytes);
      await files.fchmod(descriptor, publishedMode);
      await files.fsync(descriptor);
    }),
  },
);
