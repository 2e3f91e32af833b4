import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import type { Volume, VolumeNode } from '../../recording.ts';
import { walk } from './fingerprint.ts';

const permissionBits = 0o7777;

/** Where a link leads, as the world's own paths have it: absolute ones lose the folder that stands for the root. */
function ownPath(to: string, root: string): string {
  if (to === root) return '/';
  return to.startsWith(`${root}/`) ? to.slice(root.length) : to;
}

function nodeAt(
  path: string,
  root: string,
  stats: fs.Stats,
  entries: ReadonlyMap<string, number>,
): VolumeNode {
  const { uid, gid, dev: device } = stats;
  // Times are set as seconds in floating point: what is below a millisecond would not come back the same.
  const mtimeMs = Math.round(stats.mtimeMs);
  const common = { mode: stats.mode & permissionBits, uid, gid, mtimeMs, device };
  if (stats.isFile()) return { ...common, kind: 'file', bytes: fs.readFileSync(path) };
  if (stats.isDirectory()) return { ...common, kind: 'folder', entries };
  if (stats.isSymbolicLink()) return { ...common, kind: 'link', to: ownPath(fs.readlinkSync(path), root) };
  if (stats.isFIFO()) return { ...common, kind: 'fifo' };
  return { ...common, kind: stats.isSocket() ? 'socket' : 'device' };
}

/**
 * A real folder as it stands; it becomes the root. Inode numbers are the recording's own: the machine uses its again.
 * @throws what fs throws where something can't be read
 */
export function volumeOfFolder(root: string): Volume {
  const nodes = new Map<number, VolumeNode>();
  const numbers = new Map<string, number>();
  const collect = (path: string): number => {
    const stats = fs.lstatSync(path);
    const key = `${stats.dev}:${stats.ino}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const inode = numbers.size + 1;
    numbers.set(key, inode);
    const entries = new Map<string, number>();
    if (stats.isDirectory())
      for (const name of fs.readdirSync(path)) entries.set(name, collect(join(path, name)));
    nodes.set(inode, nodeAt(path, root, stats, entries));
    return inode;
  };
  return { root: collect(root), nodes };
}

/**
 * Makes a folder hold what a volume holds, and nothing else.
 * @throws HarnessFault `bad-world` where that can't be done
 */
export function fillFolder(root: string, volume: Volume): void {
  try {
    empty(root);
    const made = new Map<number, string>();
    const folders: [string, VolumeNode][] = [];
    for (const [path, node, inode] of walk(volume)) {
      const where = root + path;
      const known = made.get(inode);
      if (known !== undefined) {
        fs.linkSync(known, where);
        continue;
      }
      made.set(inode, where);
      make(where, node, root, volume);
      if (node.kind === 'folder') folders.push([where, node]);
      else mark(where, node);
    }
    // Innermost first: what is made in a folder changes its time, and its mode may shut it.
    for (const [where, node] of folders.reverse()) mark(where, node);
    const top = volume.nodes.get(volume.root);
    if (top !== undefined) mark(root, top);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HarnessFault(`a crash state could not be built: ${why}`, 'bad-world', { cause: error });
  }
}

/** Takes everything out of a folder; folders that something is mounted on stay, empty. */
function empty(folder: string): void {
  const { dev } = fs.lstatSync(folder);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) {
      fs.unlinkSync(path);
      continue;
    }
    // Its mode may keep its owner out.
    fs.chmodSync(path, 0o700);
    empty(path);
    if (fs.lstatSync(path).dev === dev) fs.rmdirSync(path);
  }
}

function make(where: string, node: VolumeNode, root: string, volume: Volume): void {
  switch (node.kind) {
    case 'file':
      fs.writeFileSync(where, node.bytes, { flag: 'wx' });
      return;
    case 'folder':
      fs.mkdirSync(where, { recursive: true });
      return;
    case 'link':
      fs.symlinkSync(realPath(node.to, root, volume), where);
      return;
    default:
      throw new Error(`${where} was a ${node.kind}`);
  }
}

/** An absolute path of the world's own begins with a name that its root has. */
function realPath(to: string, root: string, volume: Volume): string {
  const top = volume.nodes.get(volume.root);
  const [, first = ''] = to.split('/');
  return to.startsWith('/') && top?.kind === 'folder' && top.entries.has(first) ? root + to : to;
}

function mark(where: string, { kind, mode, uid, gid, mtimeMs }: VolumeNode): void {
  const seconds = mtimeMs / 1000;
  if (process.geteuid?.() === 0) fs.lchownSync(where, uid, gid);
  if (kind !== 'link') fs.chmodSync(where, mode);
  fs.lutimesSync(where, seconds, seconds);
}
