import { errorCode } from '../reference/file-system.ts';
import { publishedMode } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

const chunk = 16;

/** `if (errno == EINTR) continue;` in a loop that has already moved on. */
export const interruptedWriteLost = altered(
  {
    name: 'interrupted-write-lost',
    story:
      'An interrupted write is passed over instead of done again: a piece of the configuration is missing in the middle.',
    source: 'write(2), EINTR',
    caughtBy: ['target-is-old-or-complete'],
    within: 1150,
  },
  {
    files: files => files,
    publish: publishFilledBy(async (files, _path, descriptor, bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + chunk);
        try {
          at += await files.write(descriptor, piece);
        } catch (error) {
          if (errorCode(error) !== 'EINTR') throw error;
          at += piece.length;
        }
      }
      await files.fchmod(descriptor, publishedMode);
      await files.fsync(descriptor);
    }),
  },
);
