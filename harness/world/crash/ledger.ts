import type { Change, Operation, Recording, Slot, Volume, VolumeNode } from '../../recording.ts';
import { walk } from './fingerprint.ts';

/** Where a path leads: the name at its end, and the node it stands for, if any. */
export interface Found {
  readonly at: Slot;
  readonly inode: number | undefined;
}

const mostLinks = 40;

/**
 * Keeps account of a run's operations while they are gone through: which node a path leads to at that moment, what a file
 * holds by then. Every operation that is entered is done to the account too.
 */
export class Ledger {
  constructor(before: Volume) {
    this.#before = before;
    this.#nodes = new Map(before.nodes);
    this.#next = Math.max(...before.nodes.keys()) + 1;
  }

  readonly #before: Volume;
  readonly #nodes: Map<number, VolumeNode>;
  readonly #operations: Operation[] = [];
  #next: number;

  /** A number for a new node. */
  newInode(): number {
    const inode = this.#next;
    this.#next += 1;
    return inode;
  }

  node(inode: number): VolumeNode | undefined {
    return this.#nodes.get(inode);
  }

  /** The file system that a node is on. */
  deviceOf(inode: number): number {
    return this.#nodes.get(inode)?.device ?? 0;
  }

  /** A file's bytes at this moment; none where it is no file. */
  bytes(inode: number): Uint8Array {
    const node = this.#nodes.get(inode);
    return node?.kind === 'file' ? node.bytes : new Uint8Array(0);
  }

  /**
   * Follows a path from the root.
   * @param follow whether a link at the end is followed too
   * @returns undefined where a folder on the way is missing, or the path goes round in circles
   */
  find(path: string, follow: boolean): Found | undefined {
    const stack = [this.#before.root];
    const names = path
      .split('/')
      .filter(name => name !== '')
      .reverse();
    const here = (): number => stack.at(-1) ?? this.#before.root;
    let found: Found = { at: { folder: here(), name: '.' }, inode: here() };
    let links = 0;
    while (names.length > 0) {
      const name = names.pop() ?? '.';
      if (name === '.' || name === '..') {
        if (name === '..' && stack.length > 1) stack.pop();
        found = { at: { folder: here(), name: '.' }, inode: here() };
        continue;
      }
      const folder = this.#nodes.get(here());
      if (folder?.kind !== 'folder') return undefined;
      const inode = folder.entries.get(name);
      const node = inode === undefined ? undefined : this.#nodes.get(inode);
      if (node?.kind === 'link' && (follow || names.length > 0)) {
        links += 1;
        if (links > mostLinks) return undefined;
        names.push(
          ...node.to
            .split('/')
            .filter(part => part !== '')
            .reverse(),
        );
        if (node.to.startsWith('/')) stack.length = 1;
        continue;
      }
      if (names.length > 0 && inode === undefined) return undefined;
      found = { at: { folder: here(), name }, inode };
      if (inode !== undefined && names.length > 0) stack.push(inode);
    }
    return found;
  }

  /** A path that leads to a node at this moment; undefined: it has no name. */
  pathOf(inode: number): string | undefined {
    if (inode === this.#before.root) return '/';
    for (const [path, , found] of walk(this.volume())) if (found === inode) return path;
    return undefined;
  }

  /** Enters an operation that the run did. */
  enter(change: Change, text: string): void {
    this.#operations.push({ change, text });
    this.#do(change);
  }

  #do(change: Change): void {
    switch (change.kind) {
      case 'create':
        this.#nodes.set(change.inode, change.node);
        this.#name(change.at, change.inode);
        return;
      case 'allocate':
        this.#nodes.set(change.inode, change.node);
        return;
      case 'write': {
        const { inode, offset, bytes } = change;
        const old = this.bytes(inode);
        const made = new Uint8Array(Math.max(old.length, offset + bytes.length));
        made.set(old);
        made.set(bytes, offset);
        this.#change(inode, node => (node.kind === 'file' ? { ...node, bytes: made } : node));
        return;
      }
      case 'truncate': {
        const made = new Uint8Array(change.size);
        made.set(this.bytes(change.inode).subarray(0, change.size));
        this.#change(change.inode, node => (node.kind === 'file' ? { ...node, bytes: made } : node));
        return;
      }
      case 'chmod':
        this.#change(change.inode, node => ({ ...node, mode: change.mode }));
        return;
      case 'chown':
        this.#change(change.inode, node => ({ ...node, uid: change.uid, gid: change.gid }));
        return;
      case 'utimes':
        this.#change(change.inode, node => ({ ...node, mtimeMs: change.mtimeMs }));
        return;
      case 'link':
        this.#name(change.at, change.inode);
        return;
      case 'unlink':
        this.#name(change.at, undefined);
        return;
      case 'rename':
        this.#name(change.from, undefined);
        this.#name(change.to, change.inode);
        return;
      case 'exchange': {
        const [one, other] = change.inodes;
        this.#name(change.one, other);
        this.#name(change.other, one);
        return;
      }
      case 'fsync':
      case 'fdatasync':
      case 'sync':
    }
  }

  #change(inode: number, change: (node: VolumeNode) => VolumeNode): void {
    const node = this.#nodes.get(inode);
    if (node !== undefined) this.#nodes.set(inode, change(node));
  }

  #name({ folder, name }: Slot, inode: number | undefined): void {
    this.#change(folder, node => {
      if (node.kind !== 'folder') return node;
      const entries = new Map(node.entries);
      if (inode === undefined) entries.delete(name);
      else entries.set(name, inode);
      return { ...node, entries };
    });
  }

  /** The world as the operations so far make it. */
  volume(): Volume {
    return { root: this.#before.root, nodes: new Map(this.#nodes) };
  }

  recording(began: number, finished: number): Recording {
    return { before: this.#before, operations: [...this.#operations], began, finished };
  }
}
