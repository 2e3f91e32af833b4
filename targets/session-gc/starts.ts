import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import { folderOf } from './layout.ts';

interface Home {
  readonly is: string;
  readonly mode: number;
  readonly entries: readonly TreeEntry[];
}

/** Whether the home's owner can move an entry away, whatever is in it. */
function canGo(entry: TreeEntry | undefined): boolean {
  if (entry === undefined) return true;
  if (entry.uid !== undefined) return false;
  if (entry.kind === 'file') return entry.immutable !== true;
  if (entry.kind !== 'folder' || entry.immutable === true || entry.mountBytes !== undefined) return false;
  // Moving a folder to another one changes its `..`.
  return ((entry.mode ?? 0o755) & 0o700) === 0o700 && entry.entries.every(canGo);
}

/** Whether a session of that id can start in a home: its folder is new, or takes the place of one that was left. */
export function canStart(id: string, { is, mode, entries }: Home): boolean {
  if (is === 'unset' || is === 'empty' || is === 'missing') return false;
  if ((mode & 0o700) !== 0o700) return false;
  const folder = entries.find(({ name }) => name === folderOf(id));
  const sibling = entries.find(({ name }) => name === `${folderOf(id)}.json`);
  return (folder === undefined || folder.kind === 'folder') && canGo(folder) && canGo(sibling);
}
