import { constants } from 'node:fs';
import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import type { Steps } from '../reference/refresh.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, fill } from '../reference/temporary.ts';

/** What becomes of a file that has the temporary file's name already: it is emptied, or it is in the way. */
export type Existing = 'emptied' | 'in the way';

const flags = {
  emptied: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
  'in the way': constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
} as const;

/** A publication through a temporary file of another name than the reference's, and without its sweep. */
export function publishThrough(
  nameOf: (target: string, random: () => string) => string,
  existing: Existing,
): Steps['publish'] {
  return async (files, target, bytes, random) => {
    await checkTarget(files, target);
    const path = nameOf(target, random);
    try {
      await orRefuse(path, 'written', async () => {
        const descriptor = await files.open(path, flags[existing], 0o600);
        await fill(files, path, descriptor, bytes);
        await files.close(descriptor);
      });
    } catch (error) {
      await discard(files, path);
      throw error;
    }
    await putInPlace(files, path, target);
    await orRefuse(target, 'synced', () => syncFolder(files, posix.dirname(target)));
  };
}
