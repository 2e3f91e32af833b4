import { constants } from 'node:fs';
import { posix } from 'node:path';
import { errorCode, type FileSystem } from './file-system.ts';
import { orRefuse, Refusal } from './refusal.ts';
import { discard, sweep, type Temporary, writeTemporary } from './temporary.ts';
import { statusAt } from './three-files.ts';

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY;

/**
 * Refuses a target that a rename should not replace: a folder, a device, and a link, since whoever made the link meant
 * another file. A target that does not exist is fine.
 */
export async function checkTarget(files: FileSystem, target: string): Promise<void> {
  const present = await statusAt(files, target);
  if (present !== undefined && present.kind !== 'file')
    throw new Refusal(target, `is a ${present.kind}, not a file`);
}

/** Makes the names in a folder survive a loss of power. File systems that know no fsync of folders say EINVAL. */
export async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  const descriptor = await files.open(folder, folderFlags);
  try {
    await files.fsync(descriptor);
  } catch (error) {
    if (errorCode(error) !== 'EINVAL') throw error;
  } finally {
    await files.close(descriptor).catch(() => undefined);
  }
}

/** Gives a complete file the target's name. There is no second way: when the rename fails, the old target stays. */
export async function putInPlace(files: FileSystem, temporary: string, target: string): Promise<void> {
  try {
    await orRefuse(target, 'replaced', () => files.rename(temporary, target));
  } catch (error) {
    await discard(files, temporary);
    throw error;
  }
}

/**
 * Replaces the target in one step: a reader sees the old content or all of the new one.
 * @throws Refusal; the target is then as it was, except when only the last step, the folder's fsync, failed
 */
export async function publish(
  files: FileSystem,
  target: string,
  bytes: Uint8Array,
  random: () => string,
): Promise<void> {
  await checkTarget(files, target);
  const folder = posix.dirname(target);
  const temporary: Temporary = await writeTemporary(files, folder, random, bytes);
  await putInPlace(files, temporary.path, target);
  await orRefuse(folder, 'synced', () => syncFolder(files, folder));
  await sweep(files, folder, temporary.mtimeNs);
}
