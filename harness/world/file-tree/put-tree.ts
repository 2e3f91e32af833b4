import type { TreeEntry } from '../../arbitraries/file-tree.ts';
import type { MemoryDisk, NewEntry } from '../memory-disk.ts';

/** Number of the first file system that a tree mounts. */
const firstDevice = 1_000;

/**
 * Puts a tree into a folder of a disk in memory. What mounts something is a file system of its own there.
 * @param folder absolute; it is made, owned by the same user, where it is missing
 * @param uid who what names no owner belongs to
 */
export function putTree(
  disk: MemoryDisk,
  folder: string,
  entries: readonly TreeEntry[],
  { uid }: { readonly uid: number },
): void {
  let device = firstDevice;
  const put = (path: string, entry: TreeEntry): void => {
    const mounted = entry.kind === 'folder' && entry.mountBytes !== undefined;
    if (mounted) device += 1;
    disk.put(path, newEntry(entry, entry.uid ?? uid, mounted ? device : undefined));
    if (entry.kind === 'folder') for (const inner of entry.entries) put(`${path}/${inner.name}`, inner);
  };
  for (const entry of entries) put(`${folder}/${entry.name}`, entry);
}

function newEntry(entry: TreeEntry, uid: number, device: number | undefined): NewEntry {
  switch (entry.kind) {
    case 'link':
      return { kind: 'link', to: entry.to, uid };
    case 'file': {
      const { mode = 0o644, immutable = false } = entry;
      return { kind: 'file', content: Buffer.from(entry.content), mode, uid, immutable };
    }
    case 'folder': {
      const { mode = 0o755, immutable = false } = entry;
      return { kind: 'folder', mode, uid, immutable, ...(device !== undefined && { device }) };
    }
    default:
      return { kind: entry.kind, mode: entry.mode ?? 0o644, uid };
  }
}
