import { publishedMode, writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** No fsync, and close is not asked either. */
export const closeFailureIgnored = altered(
  {
    name: 'close-failure-ignored',
    story: 'Without fsync only close can tell that a delayed write failed, and its error is dropped.',
    source: 'close(2), EIO and ENOSPC',
    caughtBy: ['target-is-old-or-complete'],
    within: 1600,
  },
  {
    publish: publishFilledBy(async (files, path, descriptor, bytes) => {
      await writeAll(files, path, descriptor, bytes);
      await files.fchmod(descriptor, publishedMode);
    }),
  },
);
