import * as fs from 'node:fs';
import { join } from 'node:path';
import type { FolderNode, TreeNode } from './tree/nodes.ts';

/**
 * Writes a tree into an empty folder, modes and owners too. Who is not root makes root's files his own.
 * @throws the error of what can't be written, EPERM for another owner's file where this is not root
 */
export function writeTree(root: FolderNode, folder: string): void {
  for (const [name, node] of root.entries) writeNode(node, join(folder, name));
  finish(root, folder);
}

function writeNode(node: TreeNode, path: string): void {
  if (node.kind === 'link') {
    fs.symlinkSync(node.to, path);
    give(node, path);
    return;
  }
  if (node.kind === 'file') {
    fs.writeFileSync(path, node.content, { flag: 'wx', mode: 0o600 });
    finish(node, path);
    return;
  }
  fs.mkdirSync(path, { mode: 0o700 });
  writeTree(node, path);
}

/** The mode comes last: giving a file away takes set-uid from it. */
function finish(node: TreeNode, path: string): void {
  give(node, path);
  fs.chmodSync(path, node.mode);
}

function give({ uid, gid }: TreeNode, path: string): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot || uid !== 0 || gid !== 0) fs.lchownSync(path, uid, gid);
}
