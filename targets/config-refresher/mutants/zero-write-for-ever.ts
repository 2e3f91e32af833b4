import { publishedMode } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** A loop that trusts every write to get further. */
export const zeroWriteForEver = altered(
  {
    name: 'zero-write-for-ever',
    story:
      'A write that takes nothing is repeated without end: the sync hangs, and with it the start of the session.',
    source: 'write(2)',
    caughtBy: ['always-ends'],
    within: 900,
  },
  {
    publish: publishFilledBy(async (files, _path, descriptor, bytes) => {
      let written = 0;
      while (written < bytes.length) written += await files.write(descriptor, bytes.subarray(written));
      await files.fchmod(descriptor, publishedMode);
      await files.fsync(descriptor);
    }),
  },
);
