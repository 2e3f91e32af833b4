import { Buffer } from 'node:buffer';
import type { Volume, VolumeNode } from '../../recording.ts';
import type { DiskNode, FolderNode } from '../memory-disk.ts';
import { MemoryDisk } from '../memory-disk.ts';
import { walk } from './fingerprint.ts';

function nodeOf(node: DiskNode): VolumeNode {
  const { mode, uid, device, mtime } = node;
  // Groups are not modelled in memory.
  const common = { mode, uid, gid: uid, mtimeMs: mtime, device };
  switch (node.kind) {
    case 'file':
      return { ...common, kind: 'file', bytes: node.content };
    case 'folder':
      return {
        ...common,
        kind: 'folder',
        entries: new Map([...node.entries].map(([name, inner]) => [name, inner.inode])),
      };
    case 'link':
      return { ...common, kind: 'link', to: node.to };
    default:
      return { ...common, kind: node.kind };
  }
}

/** A disk in memory as it stands. */
export function volumeOfDisk(disk: MemoryDisk): Volume {
  const nodes = new Map<number, VolumeNode>();
  const collect = (node: DiskNode): void => {
    nodes.set(node.inode, nodeOf(node));
    if (node.kind === 'folder') for (const inner of node.entries.values()) collect(inner);
  };
  collect(disk.root);
  return { root: disk.root.inode, nodes };
}

/** A disk in memory that holds the same. @param now its clock, milliseconds since the epoch */
export function diskOfVolume(volume: Volume, now: number): MemoryDisk {
  const disk = new MemoryDisk(now);
  const made = new Map<number, DiskNode>();
  for (const [path, node, inode] of walk(volume)) {
    const known = made.get(inode);
    const parent = folderAt(disk, path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (known !== undefined) {
      disk.enter(parent, name, known);
      continue;
    }
    made.set(inode, put(disk, path, node));
  }
  // Last: putting an entry into a folder changes the folder's time.
  for (const [inode, node] of made) {
    const is = volume.nodes.get(inode);
    if (is !== undefined) node.mtime = is.mtimeMs;
  }
  return disk;
}

function folderAt(disk: MemoryDisk, path: string): FolderNode {
  const parent = disk.walk({ uid: 0 }, path, 'put', false).folder;
  return parent;
}

function put(disk: MemoryDisk, path: string, node: VolumeNode): DiskNode {
  const { mode, uid } = node;
  switch (node.kind) {
    case 'file':
      return disk.put(path, { kind: 'file', content: Buffer.from(node.bytes), mode, uid });
    case 'folder':
      return disk.put(path, { kind: 'folder', mode, uid, device: node.device });
    case 'link':
      return disk.put(path, { kind: 'link', to: node.to, uid });
    case 'device':
      throw new TypeError(`a disk in memory has no devices: ${path}`);
    default:
      return disk.put(path, { kind: node.kind, mode, uid });
  }
}
