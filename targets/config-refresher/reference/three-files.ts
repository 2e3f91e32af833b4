import { errorCode, type FileStatus, type FileSystem } from './file-system.ts';
import { Refusal } from './refusal.ts';

/** What is at a path itself, a link not followed; undefined: nothing. @throws Refusal when that can't be seen */
export async function statusAt(files: FileSystem, path: string): Promise<FileStatus | undefined> {
  try {
    return await files.lstat(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return undefined;
    throw code === undefined ? error : new Refusal(path, `cannot be looked at (${code})`);
  }
}

function isSameFile(one: FileStatus, other: FileStatus | undefined): boolean {
  return one.inode === other?.inode && one.device === other.device;
}

/**
 * Refuses paths that differ and lead to one file all the same: replacing the target would take the source away from who
 * links to it there, and touching the marker would change the source. A linked marker is refused, wherever it leads.
 * @param source status of the file that was read, links followed
 */
export async function checkThreeFiles(
  files: FileSystem,
  source: FileStatus,
  target: string,
  marker: string,
): Promise<void> {
  if (isSameFile(source, await statusAt(files, target))) throw new Refusal(target, 'is the source');
  const present = await statusAt(files, marker);
  if (present === undefined) return;
  if (present.kind !== 'file') throw new Refusal(marker, `is a ${present.kind}, not a file`);
  if (isSameFile(source, present)) throw new Refusal(marker, 'is the source');
}
