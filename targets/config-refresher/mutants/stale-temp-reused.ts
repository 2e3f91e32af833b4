import { constants } from 'node:fs';
import { posix } from 'node:path';
import { errorCode, type FileSystem } from '../reference/file-system.ts';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, publishedMode, writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

async function openNewOrOld(files: FileSystem, path: string): Promise<number> {
  try {
    const descriptor = await files.open(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
      0o600,
    );
    // Only a new file gets its mode: an old one is thought to have it.
    await files.fchmod(descriptor, publishedMode);
    return descriptor;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return files.open(path, constants.O_WRONLY | constants.O_TRUNC);
  }
}

/** What a killed refresher left is filled again, and published with the mode it had. */
export const staleTempReused = altered(
  {
    name: 'stale-temp-reused',
    story:
      'A temporary file that is still there is used again as it is, and its mode becomes the mode of the target.',
    source: "facts: a stale temporary file's mode published as the new file's",
    caughtBy: ['mode-is-0644'],
    within: 1150,
  },
  {
    publish: async (files, target, bytes) => {
      await checkTarget(files, target);
      const path = posix.join(posix.dirname(target), '.claude.json.refreshing');
      try {
        await orRefuse(path, 'written', async () => {
          const descriptor = await openNewOrOld(files, path);
          await writeAll(files, path, descriptor, bytes);
          await files.fsync(descriptor);
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
