import * as fs from 'node:fs';
import { join } from 'node:path';
import { type FolderNode, newFolder, type TreeNode } from './tree/nodes.ts';

function marksOf({ mode, uid, gid }: fs.Stats) {
  return { mode: mode & 0o7777, uid, gid, line: 0 };
}

function nodeAt(path: string): TreeNode | undefined {
  const stats = fs.lstatSync(path);
  const marks = marksOf(stats);
  if (stats.isDirectory()) return readTree(path);
  if (stats.isSymbolicLink()) return { kind: 'link', to: fs.readlinkSync(path), ...marks };
  // Sockets, FIFOs and devices are in no context.
  return stats.isFile() ? { kind: 'file', content: fs.readFileSync(path), ...marks } : undefined;
}

/** A folder on disk as a tree. @throws the error of what can't be read */
export function readTree(folder: string): FolderNode {
  const root = newFolder(marksOf(fs.statSync(folder)));
  for (const name of fs.readdirSync(folder)) {
    const node = nodeAt(join(folder, name));
    if (node !== undefined) root.entries.set(name, node);
  }
  return root;
}
