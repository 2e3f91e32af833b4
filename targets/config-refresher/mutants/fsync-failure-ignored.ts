import { publishedMode, writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** A failed fsync is taken for "not synced yet" instead of "lost". */
export const fsyncFailureIgnored = altered(
  {
    name: 'fsync-failure-ignored',
    story: 'The error of fsync is dropped, and with it the only word that the pages never reached the disk.',
    source: 'fsync(2), EIO and ENOSPC',
    caughtBy: ['target-is-old-or-complete'],
    within: 1100,
  },
  {
    publish: publishFilledBy(async (files, path, descriptor, bytes) => {
      await writeAll(files, path, descriptor, bytes);
      await files.fchmod(descriptor, publishedMode);
      await files.fsync(descriptor).catch(() => undefined);
    }),
  },
);
