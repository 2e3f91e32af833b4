import type { SeenEntry, TreeSnapshot } from '../../harness/world/file-tree/snapshot.ts';
import { snapshotDisk } from '../../harness/world/file-tree/snapshot-disk.ts';
import type { FolderNode, MemoryDisk, NewEntry } from '../../harness/world/memory-disk.ts';
import type { Intruder } from './scenario.ts';

/** What somebody else made while a program ran. Paths are relative to the world's root. */
export interface Intrusion {
  readonly path: string;
  readonly entry: SeenEntry;
  readonly folder: string;
  /** When the folder had it entered, in milliseconds since the epoch. */
  readonly mtimeMs: number;
}

const made: Readonly<Record<Intruder, NewEntry>> = {
  folder: { kind: 'folder' },
  file: { kind: 'file', content: Buffer.from('theirs\n') },
  'link-out': { kind: 'link', to: '/outside' },
  'link-to-nothing-outside': { kind: 'link', to: '/outside/gone' },
  'link-to-nothing': { kind: 'link', to: '/home/dev/gone' },
};

/** Makes an entry of somebody else's in a folder of a disk in memory. @param uid whom it belongs to */
export function intrude(
  disk: MemoryDisk,
  { device, inode }: FolderNode,
  name: string,
  { intruder, uid }: { readonly intruder: Intruder; readonly uid: number },
): Intrusion {
  const [folder = '.'] =
    [...snapshotDisk(disk, '/')].find(([, { identity }]) => identity === `${device}:${inode}`) ?? [];
  const path = folder === '.' ? name : `${folder}/${name}`;
  disk.put(`/${path}`, { ...made[intruder], uid });
  const seen = snapshotDisk(disk, '/');
  const entry = seen.get(path);
  if (entry === undefined) throw new Error(`${path} was not made`);
  return { path, entry, folder, mtimeMs: seen.get(folder)?.mtimeMs ?? disk.now };
}

/** A world as if what somebody else made had been there before. */
export function withIntrusion(before: TreeSnapshot, intrusion: Intrusion | undefined): TreeSnapshot {
  if (intrusion === undefined) return before;
  const { path, entry, folder, mtimeMs } = intrusion;
  const tree = new Map(before).set(path, entry);
  const above = before.get(folder);
  return above === undefined ? tree : tree.set(folder, { ...above, mtimeMs });
}
