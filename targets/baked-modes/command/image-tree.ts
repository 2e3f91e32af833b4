import type { SeenEntry } from '../../../harness/world/file-tree/snapshot.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import type { BakedEntry, BakedTree } from '../observation.ts';

/** An entry as it was seen. What belongs to whoever built it counts as root's. */
function entryOf({ kind, mode, uid, gid, content, to }: SeenEntry, self: Owner): BakedEntry {
  const isKnown = kind === 'file' || kind === 'folder' || kind === 'link';
  return {
    kind: isKnown ? kind : 'other',
    mode: kind === 'link' ? 0o777 : mode,
    uid: uid === self.uid ? 0 : uid,
    gid: gid === self.gid ? 0 : gid,
    content: Buffer.from(content).toString('utf8'),
    to,
  };
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** A folder as the tree of an image. @param self who counts as root in it */
export function imageTree(folder: string, self: Owner): BakedTree {
  const seen = [...snapshotFolder(folder)];
  return new Map(seen.map(([path, entry]) => [path === '.' ? '/' : `/${path}`, entryOf(entry, self)]));
}
