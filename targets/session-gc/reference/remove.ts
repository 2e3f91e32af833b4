import type { Files, Status } from './seams.ts';
import { type SessionFolder, statusOf } from './session-folders.ts';

/** Says why something could not be removed. */
export class NotRemoved extends Error {
  override readonly name = 'NotRemoved';
}

/** Whether what is at a path is still what was looked at, unchanged: a session that started may have made another. */
function isStill(files: Files, path: string, status: Status): boolean {
  const now = statusOf(files, path);
  if (now === undefined || now.kind !== status.kind) return false;
  return now.device === status.device && now.inode === status.inode && now.changed === status.changed;
}

/**
 * Removes a session's folder with all that is in it, then its sibling. Links are removed as links; what is mounted stays.
 * A folder or a sibling that is not the one that was looked at any more is left alone.
 * @throws NotRemoved, or what a file operation fails with
 */
export function removeSession(files: Files, session: SessionFolder): void {
  const { path, status, isMount } = session;
  if (!isStill(files, path, status)) return;
  if (isMount) throw mountedAt(path);
  const failures: string[] = [];
  removeFolder(files, path, status, failures);
  const [first] = failures;
  if (first !== undefined) throw new NotRemoved(first);
  removeSibling(files, session);
}

function mountedAt(path: string): NotRemoved {
  return new NotRemoved(`something is mounted at ${JSON.stringify(path)}`);
}

/** Goes on with the rest where something can't be removed. */
function removeFolder(files: Files, path: string, { device }: Status, failures: string[]): void {
  const before = failures.length;
  attempt(failures, () => {
    for (const name of files.list(path)) {
      const inner = `${path}/${name}`;
      attempt(failures, () => {
        const status = files.status(inner);
        if (status.kind !== 'folder') files.unlink(inner);
        else if (status.device === device) removeFolder(files, inner, status, failures);
        else throw mountedAt(inner);
      });
    }
  });
  if (failures.length === before) attempt(failures, () => files.rmdir(path));
}

function attempt(failures: string[], act: () => void): void {
  try {
    act();
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
}

/** A folder of that name is nothing that a session leaves. */
function removeSibling(files: Files, { sibling, siblingStatus }: SessionFolder): void {
  if (siblingStatus === undefined || siblingStatus.kind === 'folder') return;
  if (isStill(files, sibling, siblingStatus)) files.unlink(sibling);
}
