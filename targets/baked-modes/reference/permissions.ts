import type { Who } from './tree/accounts.ts';
import type { Owner } from './tree/nodes.ts';

interface Guarded extends Owner {
  readonly mode: number;
}

/** The three bits of a mode that somebody has: the owner's, else the group's, else the others'. */
function bitsFor({ mode, uid, gid }: Guarded, who: Who): number {
  if (who.uid === uid) return (mode >> 6) & 7;
  return who.gid === gid || who.groups.includes(gid) ? (mode >> 3) & 7 : mode & 7;
}

/** Whether somebody may go through a folder. Root may. */
export function mayTraverse(folder: Guarded, who: Who): boolean {
  return who.uid === 0 || (bitsFor(folder, who) & 1) !== 0;
}

/** Whether somebody may read a file. Root may. */
export function mayRead(file: Guarded, who: Who): boolean {
  return who.uid === 0 || (bitsFor(file, who) & 4) !== 0;
}

/**
 * Whether anybody but root may change it: its owner, who can give himself the right; its group; all. A folder that is
 * sticky lets nobody else replace what is root's.
 */
export function othersMayWrite({ mode, uid }: Guarded, isFolder: boolean): boolean {
  if (uid !== 0) return true;
  return (mode & 0o022) !== 0 && !(isFolder && (mode & 0o1000) !== 0);
}
