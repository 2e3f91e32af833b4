import { posix } from 'node:path';
import type { TreeEntry } from '../../arbitraries/file-tree.ts';
import { HarnessFault } from '../../harness-fault.ts';
import type { SeenEntry, TreeSnapshot } from './snapshot.ts';

/**
 * A tree that was seen, to be built again: kinds, texts, modes, owners, links.
 * @param mounted path → so many bytes: these folders are to be file systems of their own
 * @throws HarnessFault `bad-world` for a device, which no tree has
 */
export function entriesOf(
  seen: TreeSnapshot,
  mounted: Readonly<Record<string, number>> = {},
): readonly TreeEntry[] {
  const inside = new Map<string, string[]>();
  for (const path of seen.keys()) {
    if (path === '.') continue;
    const folder = posix.dirname(path);
    inside.set(folder, [...(inside.get(folder) ?? []), path]);
  }
  const below = (folder: string): readonly TreeEntry[] =>
    (inside.get(folder) ?? []).flatMap(path => {
      const entry = seen.get(path);
      return entry === undefined ? [] : [entryOf(path, entry)];
    });
  const entryOf = (path: string, { kind, mode, uid, gid, content, to }: SeenEntry): TreeEntry => {
    const name = posix.basename(path);
    switch (kind) {
      case 'file':
        return { kind, name, uid, gid, mode, content: Buffer.from(content).toString('utf8') };
      case 'folder': {
        const bytes = mounted[path];
        const entries = below(path);
        return { kind, name, uid, gid, mode, entries, ...(bytes !== undefined && { mountBytes: bytes }) };
      }
      case 'link':
        return { kind, name, uid, gid, to };
      case 'device':
        throw new HarnessFault(`a device can't be built again: ${path}`, 'bad-world');
      default:
        return { kind, name, uid, gid, mode };
    }
  };
  return below('.');
}
