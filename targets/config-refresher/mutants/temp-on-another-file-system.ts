import { errorCode } from '../reference/file-system.ts';
import { checkTarget } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, writeTemporary } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { plainWrite } from './plain-write.ts';

/** `mktemp` without `-p`, and an `mv` that copies when it can't rename. */
export const tempOnAnotherFileSystem = altered(
  {
    name: 'temp-on-another-file-system',
    story: 'The temporary file is in /tmp: the move is a copy into the target, which readers see half done.',
    source: 'rename(2), EXDEV',
    caughtBy: ['target-is-old-or-complete'],
    within: 50,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const { path } = await writeTemporary(files, '/tmp', random, bytes);
      try {
        await orRefuse(target, 'replaced', async () => {
          try {
            await files.rename(path, target);
          } catch (error) {
            if (errorCode(error) !== 'EXDEV') throw error;
            await plainWrite(files, target, bytes);
          }
        });
      } finally {
        await discard(files, path);
      }
    },
  },
);
