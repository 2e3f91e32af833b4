import { constants } from 'node:fs';
import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, fill } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;

/** A temporary file with a name that can be guessed, opened without O_EXCL. */
export const plantedLinkFollowed = altered(
  {
    name: 'planted-link-followed',
    story:
      'The temporary file’s name is known beforehand and links are followed: whoever plants one there chooses what is overwritten.',
    source: 'CWE-59 and CWE-377',
    caughtBy: ['others-are-untouched'],
    within: 500,
  },
  {
    publish: async (files, target, bytes) => {
      await checkTarget(files, target);
      const path = `${target}.new`;
      try {
        await orRefuse(path, 'written', async () => {
          const descriptor = await files.open(path, flags, 0o600);
          await fill(files, path, descriptor, bytes);
          await files.close(descriptor);
        });
      } catch (error) {
        await discard(files, path);
        throw error;
      }
      await putInPlace(files, path, target);
      await orRefuse(target, 'synced', () => syncFolder(files, posix.dirname(target)));
    },
  },
);
