import type { DiskNode, FolderNode, MemoryDisk } from '../memory-disk.ts';
import { noBytes, type SeenEntry, type TreeSnapshot } from './snapshot.ts';

const root = { uid: 0 } as const;

/** A node in memory as a snapshot has it. Groups are not modelled in memory: the group is the owner's. */
function seenNode(node: DiskNode): SeenEntry {
  return {
    kind: node.kind,
    mode: node.mode,
    uid: node.uid,
    gid: node.uid,
    mtimeMs: node.mtime,
    identity: `${node.device}:${node.inode}`,
    content: node.kind === 'file' ? node.content : noBytes,
    to: node.kind === 'link' ? node.to : '',
  };
}

/** A folder of a disk in memory as it stands; empty where there is no folder. @param path absolute */
export function snapshotDisk(disk: MemoryDisk, path: string): TreeSnapshot {
  const found = new Map<string, SeenEntry>();
  const { node } = disk.walk(root, path, 'lstat', false);
  if (node?.kind !== 'folder') return found;
  found.set('.', seenNode(node));
  collect(node, '', found);
  return found;
}

function collect(folder: FolderNode, prefix: string, found: Map<string, SeenEntry>): void {
  for (const [name, node] of folder.entries) {
    const path = prefix + name;
    found.set(path, seenNode(node));
    if (node.kind === 'folder') collect(node, `${path}/`, found);
  }
}
