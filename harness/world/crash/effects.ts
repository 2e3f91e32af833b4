import type { Change, Recording, VolumeNode } from '../../recording.ts';

/** The least thing that can be on disk or not, whatever the rest is. */
export type Part =
  /** A name leads to a node, or to nothing. */
  | {
      readonly kind: 'entry';
      readonly folder: number;
      readonly name: string;
      readonly to: number | undefined;
    }
  /** Bytes of a file, without the size that shows them. */
  | { readonly kind: 'data'; readonly offset: number; readonly bytes: Uint8Array; readonly grows: boolean }
  /** The size of a file that a write made longer. */
  | { readonly kind: 'size'; readonly size: number }
  /** The size that a truncation set; what was behind it is gone. */
  | { readonly kind: 'cut'; readonly size: number }
  | { readonly kind: 'mode'; readonly mode: number }
  | { readonly kind: 'owner'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'time'; readonly mtimeMs: number };

/** A part of what an operation did. */
export type Effect = Part & {
  /** Index of the operation. */
  readonly operation: number;
  /** The file it is about; of an entry, the node whose name changes. */
  readonly inode: number;
  /** File system. */
  readonly device: number;
};

/** Sizes of files as they stand while the operations are gone through. */
type Sizes = Map<number, number>;

function* partsOf(change: Change, sizes: Sizes): Generator<Part & { readonly inode: number }> {
  switch (change.kind) {
    case 'create': {
      const { at, inode } = change;
      yield { kind: 'entry', ...at, to: inode, inode };
      return;
    }
    case 'link':
      yield { kind: 'entry', ...change.at, to: change.inode, inode: change.inode };
      return;
    case 'unlink':
      yield { kind: 'entry', ...change.at, to: undefined, inode: change.inode };
      return;
    case 'rename': {
      const { inode, from, to } = change;
      yield { kind: 'entry', ...to, to: inode, inode };
      yield { kind: 'entry', ...from, to: undefined, inode };
      return;
    }
    case 'exchange': {
      const [one, other] = change.inodes;
      yield { kind: 'entry', ...change.one, to: other, inode: other };
      yield { kind: 'entry', ...change.other, to: one, inode: one };
      return;
    }
    case 'write': {
      yield* written(change, sizes.get(change.inode) ?? 0);
      sizes.set(change.inode, Math.max(sizes.get(change.inode) ?? 0, change.offset + change.bytes.length));
      return;
    }
    case 'truncate': {
      const { inode, size, mtimeMs } = change;
      yield { kind: 'cut', size, inode };
      yield { kind: 'time', mtimeMs, inode };
      sizes.set(inode, size);
      return;
    }
    case 'chmod':
      yield { kind: 'mode', mode: change.mode, inode: change.inode };
      return;
    case 'chown':
      yield { kind: 'owner', uid: change.uid, gid: change.gid, inode: change.inode };
      return;
    case 'utimes':
      yield { kind: 'time', mtimeMs: change.mtimeMs, inode: change.inode };
      return;
    case 'allocate':
    case 'fsync':
    case 'fdatasync':
    case 'sync':
  }
}

/** A write is two where it begins inside a file and ends behind it: only what is new hangs on the new size. */
function* written(
  { inode, offset, bytes, mtimeMs }: Extract<Change, { readonly kind: 'write' }>,
  size: number,
): Generator<Part & { readonly inode: number }> {
  if (bytes.length === 0) return;
  yield { kind: 'time', mtimeMs, inode };
  const inside = Math.min(Math.max(size - offset, 0), bytes.length);
  if (inside > 0) yield { kind: 'data', offset, bytes: bytes.subarray(0, inside), grows: false, inode };
  if (inside === bytes.length) return;
  yield { kind: 'data', offset: offset + inside, bytes: bytes.subarray(inside), grows: true, inode };
  yield { kind: 'size', size: offset + bytes.length, inode };
}

/** Every node that there is at any moment of the run, as it was when it was made. */
export function allNodes({ before, operations }: Recording): ReadonlyMap<number, VolumeNode> {
  const nodes = new Map(before.nodes);
  for (const { change } of operations) {
    if (change.kind === 'create' || change.kind === 'allocate') nodes.set(change.inode, change.node);
  }
  return nodes;
}

/** What the operations of a run did, part by part, in their order. */
export function effectsOf(recording: Recording): readonly Effect[] {
  const nodes = allNodes(recording);
  const sizes: Sizes = new Map();
  for (const [inode, node] of nodes) if (node.kind === 'file') sizes.set(inode, node.bytes.length);
  return recording.operations.flatMap(({ change }, operation) =>
    [...partsOf(change, sizes)].map(
      (part): Effect => ({ ...part, operation, device: nodes.get(part.inode)?.device ?? 0 }),
    ),
  );
}
