import type { Recording, Volume, VolumeNode } from '../../recording.ts';
import { allNodes, type Effect } from './effects.ts';

/** A write of which only these bytes are on disk, counted from where the write began; and whether the size tells of them. */
export interface Tear {
  /** Number of the data effect. */
  readonly effect: number;
  readonly from: number;
  readonly to: number;
  /** The size that is on disk with them; undefined: the one that is there without them. */
  readonly size: number | undefined;
}

type Draft = Map<number, VolumeNode>;

function changed(draft: Draft, inode: number, change: (node: VolumeNode) => VolumeNode): void {
  const node = draft.get(inode);
  if (node !== undefined) draft.set(inode, change(node));
}

/** A file's bytes on disk reach as far as anything was written; its size says how many of them show. */
interface Extent {
  bytes: Uint8Array;
  size: number;
  /** Whether the bytes are this state's own, to be written into. */
  own: boolean;
}

function fitted(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length === size) return bytes;
  const made = new Uint8Array(size);
  made.set(bytes.subarray(0, Math.min(size, bytes.length)));
  return made;
}

function write(extent: Extent, offset: number, bytes: Uint8Array): void {
  const length = Math.max(extent.bytes.length, offset + bytes.length);
  if (!extent.own || length > extent.bytes.length) {
    extent.bytes = fitted(extent.bytes, length);
    // Not slice: a Buffer's gives the very same bytes.
    if (!extent.own) extent.bytes = new Uint8Array(extent.bytes);
    extent.own = true;
  }
  extent.bytes.set(bytes, offset);
}

/**
 * What is found after a loss of power: the world before the run, and of what the run did what is on disk.
 * @param persisted for each effect, whether it is on disk
 * @param tear a write that is there in part; its effects are not among the persisted
 */
export function onDisk(
  recording: Recording,
  effects: readonly Effect[],
  persisted: (effect: number) => boolean,
  tear?: Tear,
): Volume {
  const draft: Draft = new Map(allNodes(recording));
  const extents = new Map<number, Extent>();
  const extentOf = (inode: number): Extent | undefined => {
    const known = extents.get(inode);
    if (known !== undefined) return known;
    const node = draft.get(inode);
    if (node?.kind !== 'file') return undefined;
    const made = { bytes: node.bytes, size: node.bytes.length, own: false };
    extents.set(inode, made);
    return made;
  };
  effects.forEach((effect, index) => {
    if (tear?.effect === index && effect.kind === 'data') {
      const extent = extentOf(effect.inode);
      if (extent === undefined) return;
      write(extent, effect.offset + tear.from, effect.bytes.subarray(tear.from, tear.to));
      if (tear.size !== undefined) extent.size = tear.size;
    } else if (persisted(index)) {
      apply(effect, draft, extentOf);
    }
  });
  for (const [inode, { bytes, size }] of extents) {
    changed(draft, inode, node => (node.kind === 'file' ? { ...node, bytes: fitted(bytes, size) } : node));
  }
  return { root: recording.before.root, nodes: draft };
}

function apply(effect: Effect, draft: Draft, extentOf: (inode: number) => Extent | undefined): void {
  switch (effect.kind) {
    case 'entry': {
      const { folder, name, to } = effect;
      changed(draft, folder, node => {
        if (node.kind !== 'folder') return node;
        const entries = new Map(node.entries);
        if (to === undefined) entries.delete(name);
        else entries.set(name, to);
        return { ...node, entries };
      });
      return;
    }
    case 'data': {
      const extent = extentOf(effect.inode);
      if (extent !== undefined) write(extent, effect.offset, effect.bytes);
      return;
    }
    case 'size': {
      const extent = extentOf(effect.inode);
      if (extent !== undefined) extent.size = effect.size;
      return;
    }
    case 'cut': {
      const extent = extentOf(effect.inode);
      if (extent === undefined) return;
      // What a longer file had beyond its size on disk is no part of it: truncation frees it too.
      extent.bytes = new Uint8Array(fitted(extent.bytes.subarray(0, extent.size), effect.size));
      extent.own = true;
      extent.size = effect.size;
      return;
    }
    case 'mode':
      changed(draft, effect.inode, node => ({ ...node, mode: effect.mode }));
      return;
    case 'owner':
      changed(draft, effect.inode, node => ({ ...node, uid: effect.uid, gid: effect.gid }));
      return;
    case 'time':
      changed(draft, effect.inode, node => ({ ...node, mtimeMs: effect.mtimeMs }));
  }
}
