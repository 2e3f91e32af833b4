import { Buffer } from 'node:buffer';
import { DiskError } from './disk-error.ts';

interface Common {
  readonly inode: number;
  /** Number of the file system; a rename between two of them is EXDEV. */
  readonly device: number;
  /** Permission bits, 0 to 0o7777. */
  mode: number;
  readonly uid: number;
  /** Nobody may change, rename or remove it: chattr(1) `+i`. */
  readonly immutable: boolean;
  /** Time of the last change of content, milliseconds of the disk's clock. */
  mtime: number;
  /** Time of the last change of content, mode or name, milliseconds of the disk's clock. */
  ctime: number;
}

/** A regular file. `content` is replaced, never changed: the same buffer is the same content. */
export interface FileNode extends Common {
  readonly kind: 'file';
  content: Buffer;
  /** What a failed fsync or close leaves: the content as of the last fsync. */
  synced: Buffer;
}

export interface FolderNode extends Common {
  readonly kind: 'folder';
  readonly entries: Map<string, DiskNode>;
}

interface LinkNode extends Common {
  readonly kind: 'link';
  readonly to: string;
}

interface SpecialNode extends Common {
  readonly kind: 'fifo' | 'socket';
}

export type DiskNode = FileNode | FolderNode | LinkNode | SpecialNode;

/** Where a path leads: the folder that holds the last name, the name, and what is there, if anything. */
export interface Place {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: DiskNode | undefined;
}

/** Who acts: decides what may be read, searched and written. uid 0 may do everything. */
export interface Actor {
  readonly uid: number;
}

/** What to put on a disk before anybody acts. Parents are made as needed, 0755, owned by the same user. */
export type NewEntry = { readonly mode?: number; readonly uid?: number; readonly immutable?: boolean } & (
  | { readonly kind: 'file'; readonly content: Buffer }
  | { readonly kind: 'folder'; readonly device?: number }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'fifo' | 'socket' }
);

const empty = Buffer.alloc(0);
const longestName = 255;
const mostLinks = 40;

/** Permission bits of `read`, `write` and `search`. */
export const permission = { read: 4, write: 2, search: 1 } as const;

/** Whether the actor may do that with the node. Groups are not modelled: owner, or others. */
export function may({ uid }: Actor, node: DiskNode, bit: number): boolean {
  if (uid === 0) return true;
  const bits = node.uid === uid ? node.mode >> 6 : node.mode;
  return (bits & bit) !== 0;
}

/** A tree of files in memory, with a clock of its own: what all processes of a world share. */
export class MemoryDisk {
  constructor(now = 1_700_000_000_000) {
    this.now = now;
    this.root = this.#folder(this.#common(0o755, 0, 1));
  }

  /** Milliseconds since the epoch. Time passes only when somebody sets it. */
  now: number;
  readonly root: FolderNode;
  #inodes = 0;
  #changes = 0;

  /** Grows with every change of anything: what is the same at the same number is the same. */
  get changes(): number {
    return this.#changes;
  }

  #inode(): number {
    this.#inodes += 1;
    return this.#inodes;
  }

  #common(mode: number, uid: number, device: number, immutable = false): Common {
    const { now: mtime, now: ctime } = this;
    return { inode: this.#inode(), device, mode, uid, immutable, mtime, ctime };
  }

  #file(content: Buffer, common: Common): FileNode {
    return { kind: 'file', ...common, content, synced: content };
  }

  #folder(common: Common): FolderNode {
    return { kind: 'folder', ...common, entries: new Map() };
  }

  /** A new, empty regular file that has no name yet. */
  newFile(mode: number, uid: number, device: number): FileNode {
    return this.#file(empty, this.#common(mode, uid, device));
  }

  /** A new, empty folder that has no name yet. */
  newFolder(mode: number, uid: number, device: number): FolderNode {
    return this.#folder(this.#common(mode, uid, device));
  }

  /** Changes a node's mode, or its time of last change. */
  mark(node: DiskNode, change: { readonly mode?: number; readonly mtime?: number }): void {
    if (change.mode !== undefined) node.mode = change.mode;
    if (change.mtime !== undefined) node.mtime = change.mtime;
    node.ctime = this.now;
    this.#changes += 1;
  }

  /** Replaces a file's content and its times. */
  fill(file: FileNode, content: Buffer): void {
    file.content = content;
    file.mtime = this.now;
    file.ctime = this.now;
    this.#changes += 1;
  }

  /** Gives a node a name, in place of what had it before. */
  enter(folder: FolderNode, name: string, node: DiskNode): void {
    folder.entries.set(name, node);
    this.#changed(folder);
  }

  /** Takes a name away. */
  remove(folder: FolderNode, name: string): void {
    folder.entries.delete(name);
    this.#changed(folder);
  }

  #changed(folder: FolderNode): void {
    this.mark(folder, { mtime: this.now });
  }

  /**
   * Puts an entry at an absolute path, whoever may; what is there goes.
   * @throws DiskError when a parent is not a folder
   */
  put(path: string, entry: NewEntry): DiskNode {
    const uid = entry.uid ?? 0;
    const [last, ...parents] = split(path);
    if (last === undefined || last === '.') throw new DiskError('EINVAL', 'put', path);
    let folder = this.root;
    for (const name of parents.reverse()) {
      const next = folder.entries.get(name) ?? this.#newFolder(folder, name, uid);
      if (next.kind !== 'folder') throw new DiskError('ENOTDIR', 'put', path);
      folder = next;
    }
    const node = this.#made(entry, uid, folder.device);
    this.enter(folder, last, node);
    return node;
  }

  #newFolder(parent: FolderNode, name: string, uid: number): FolderNode {
    const made = this.newFolder(0o755, uid, parent.device);
    parent.entries.set(name, made);
    return made;
  }

  #made(entry: NewEntry, uid: number, device: number): DiskNode {
    const common = (mode: number, on = device): Common => this.#common(mode, uid, on, entry.immutable);
    switch (entry.kind) {
      case 'file':
        return this.#file(entry.content, common(entry.mode ?? 0o644));
      case 'folder':
        return this.#folder(common(entry.mode ?? 0o755, entry.device));
      case 'link':
        return { kind: 'link', ...common(0o777), to: entry.to };
      default:
        return { kind: entry.kind, ...common(entry.mode ?? 0o644) };
    }
  }

  /**
   * Follows a path; what has no leading `/` starts at the root.
   * @param follow whether a link at the end is followed too
   * @throws DiskError ENOENT for a missing folder on the way, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG
   */
  walk(actor: Actor, path: string, syscall: string, follow: boolean): Place {
    if (path === '') throw new DiskError('ENOENT', syscall, path);
    const fail = (code: string): never => {
      throw new DiskError(code, syscall, path);
    };
    const stack: FolderNode[] = [this.root];
    const names = [...split(path)];
    let links = 0;
    let place: Place = { folder: this.root, name: '.', node: this.root };
    while (names.length > 0) {
      const name = names.pop() ?? '.';
      const folder = stack.at(-1) ?? this.root;
      if (!may(actor, folder, permission.search)) fail('EACCES');
      if (name === '.' || name === '..') {
        if (name === '..' && stack.length > 1) stack.pop();
        const here = stack.at(-1) ?? this.root;
        place = { folder: here, name: '.', node: here };
        continue;
      }
      if (name.length * 3 > longestName && Buffer.byteLength(name) > longestName) fail('ENAMETOOLONG');
      const node = folder.entries.get(name);
      const last = names.length === 0;
      if (node?.kind === 'link' && (follow || !last)) {
        links += 1;
        if (links > mostLinks) fail('ELOOP');
        names.push(...split(node.to));
        if (node.to.startsWith('/')) stack.length = 1;
        continue;
      }
      if (last) {
        place = { folder, name, node };
      } else if (node === undefined) {
        fail('ENOENT');
      } else if (node.kind !== 'folder') {
        fail('ENOTDIR');
      } else {
        stack.push(node);
      }
    }
    return place;
  }
}

const splits = new Map<string, readonly string[]>();
const mostSplits = 500;

/** The names of a path, last first. A slash at the end asks for a folder: it reads as `.`. */
function split(path: string): readonly string[] {
  const known = splits.get(path);
  if (known !== undefined) return known;
  const names = path.split('/').filter(name => name !== '');
  if (path.endsWith('/') || names.length === 0) names.push('.');
  names.reverse();
  if (splits.size >= mostSplits) splits.clear();
  splits.set(path, names);
  return names;
}
