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

/** Folders in folders in folders: each takes as long as it is deep, and somebody waits to start a session. */
const mostLevels = 2_000;

/** A folder that is being emptied. */
interface Opened {
  readonly name: string;
  /** What is still to be looked at in it. */
  left: string[];
  /** How much had failed before it. */
  readonly failed: number;
}

/** Goes on with the rest where something can't be removed. Not by calling itself: folders go deeper than calls do. */
function removeFolder(files: Files, top: string, { device }: Status, failures: string[]): void {
  const open: Opened[] = [];
  let path = top;
  const enter = (name: string): void => {
    const opened: Opened = { name, left: [], failed: failures.length };
    open.push(opened);
    attempt(failures, () => {
      opened.left = [...files.list(path)];
    });
  };
  enter('');
  for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
    const name = here.left.pop();
    if (name === undefined) {
      if (failures.length === here.failed) attempt(failures, () => files.rmdir(path));
      open.pop();
      path = path.slice(0, -here.name.length - 1);
      continue;
    }
    const inner = `${path}/${name}`;
    attempt(failures, () => {
      const status = files.status(inner);
      if (status.kind !== 'folder') return files.unlink(inner);
      if (status.device !== device) throw mountedAt(inner);
      if (open.length >= mostLevels)
        throw new NotRemoved(`more than ${mostLevels} folders stand in each other`);
      path = inner;
      enter(name);
    });
  }
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
