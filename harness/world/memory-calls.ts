import { Buffer } from 'node:buffer';
import { constants } from 'node:fs';
import { Blocked, DiskError } from './disk-error.ts';
import {
  type DiskNode,
  type FolderNode,
  type MemoryDisk,
  may,
  type Place,
  permission,
} from './memory-disk.ts';

/** What lstat and fstat tell. Times are nanoseconds since the epoch. */
export interface NodeStatus {
  readonly kind: 'file' | 'folder' | 'link' | 'fifo' | 'socket';
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  /** Bytes of a file, or of the text of a link; 0 otherwise. */
  readonly size: number;
  readonly uid: number;
  /** Which file it is: two names with the same pair lead to one file. */
  readonly device: bigint;
  readonly inode: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** A process as its file operations see it. */
export interface Identity {
  readonly uid: number;
  readonly umask: number;
}

interface Opened {
  readonly node: DiskNode;
  readonly path: string;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly appends: boolean;
  position: number;
}

const accessMode = 3;
const nanoseconds = 1_000_000n;

/**
 * The file operations of one process on a disk in memory, each done at once, with the results and errors of Linux.
 * Descriptors belong to the process. Errors are `DiskError`; an open that would wait for ever throws `Blocked`.
 */
export class MemoryCalls {
  constructor(disk: MemoryDisk, identity: Identity) {
    this.#disk = disk;
    this.#identity = identity;
  }

  readonly #disk: MemoryDisk;
  readonly #identity: Identity;
  readonly #opened = new Map<number, Opened>();

  /** @param flags as in open(2), from `constants` of node:fs */
  openFile(path: string, flags: number, mode = 0o666): number {
    const exclusive = (flags & constants.O_CREAT) !== 0 && (flags & constants.O_EXCL) !== 0;
    const follow = !exclusive && (flags & constants.O_NOFOLLOW) === 0;
    const place = this.#disk.walk(this.#identity, path, 'open', follow);
    const node = place.node ?? this.#create(place, path, flags, mode);
    if (place.node !== undefined) this.#check(node, path, flags, exclusive);
    const access = flags & accessMode;
    const opened = {
      node,
      path,
      reads: access !== constants.O_WRONLY,
      writes: access !== constants.O_RDONLY,
      appends: (flags & constants.O_APPEND) !== 0,
      position: 0,
    };
    if (place.node?.kind === 'file' && (flags & constants.O_TRUNC) !== 0)
      this.#disk.fill(place.node, Buffer.alloc(0));
    let descriptor = 3;
    while (this.#opened.has(descriptor)) descriptor += 1;
    this.#opened.set(descriptor, opened);
    return descriptor;
  }

  #create({ folder, name }: Place, path: string, flags: number, mode: number): DiskNode {
    if ((flags & constants.O_CREAT) === 0) throw new DiskError('ENOENT', 'open', path);
    if (!may(this.#identity, folder, permission.write)) throw new DiskError('EACCES', 'open', path);
    if (folder.immutable) throw new DiskError('EPERM', 'open', path);
    const file = this.#disk.newFile(mode & ~this.#identity.umask & 0o7777, this.#identity.uid, folder.device);
    this.#disk.enter(folder, name, file);
    return file;
  }

  #check(node: DiskNode, path: string, flags: number, exclusive: boolean): void {
    const fail = (code: string): never => {
      throw new DiskError(code, 'open', path);
    };
    const access = flags & accessMode;
    const writes = access !== constants.O_RDONLY;
    if (exclusive) fail('EEXIST');
    if (node.kind === 'link') fail('ELOOP');
    if (node.kind === 'folder' && (writes || (flags & (constants.O_CREAT | constants.O_TRUNC)) !== 0))
      fail('EISDIR');
    if (node.kind !== 'folder' && (flags & constants.O_DIRECTORY) !== 0) fail('ENOTDIR');
    if (access !== constants.O_WRONLY && !may(this.#identity, node, permission.read)) fail('EACCES');
    if ((writes || (flags & constants.O_TRUNC) !== 0) && !may(this.#identity, node, permission.write))
      fail('EACCES');
    if (node.immutable && (writes || (flags & constants.O_TRUNC) !== 0)) fail('EPERM');
    if (node.kind === 'socket') fail('ENXIO');
    if (node.kind !== 'fifo' || access === constants.O_RDWR) return;
    if ((flags & constants.O_NONBLOCK) === 0) throw new Blocked(`opening ${path} waits for the other end`);
    if (writes) fail('ENXIO');
  }

  #at(descriptor: number, syscall: string): Opened {
    const opened = this.#opened.get(descriptor);
    if (opened === undefined) throw new DiskError('EBADF', syscall);
    return opened;
  }

  /** Path that a descriptor was opened with; empty when it is not open. */
  pathOf(descriptor: number): string {
    return this.#opened.get(descriptor)?.path ?? '';
  }

  /** Bytes of the file behind a descriptor; 0 when it is none. */
  sizeOf(descriptor: number): number {
    const node = this.#opened.get(descriptor)?.node;
    return node?.kind === 'file' ? node.content.length : 0;
  }

  /** Loses what was written through the descriptor, or beside it, since the last fsync. */
  lose(descriptor: number): void {
    const opened = this.#opened.get(descriptor);
    if (!opened?.writes || opened.node.kind !== 'file') return;
    const { node } = opened;
    if (node.content !== node.synced) this.#disk.fill(node, node.synced);
  }

  /** A failed close: the descriptor is gone, and nothing else happens. */
  forget(descriptor: number): void {
    this.#opened.delete(descriptor);
  }

  /** @returns number of bytes read, 0 at the end */
  read(descriptor: number, into: Uint8Array, position: number | null): number {
    const opened = this.#at(descriptor, 'read');
    const { node } = opened;
    if (!opened.reads) throw new DiskError('EBADF', 'read');
    if (node.kind === 'folder') throw new DiskError('EISDIR', 'read');
    if (node.kind !== 'file') {
      if (position !== null) throw new DiskError('ESPIPE', 'read');
      return 0;
    }
    const from = position ?? opened.position;
    const count = Math.max(Math.min(into.length, node.content.length - from), 0);
    node.content.copy(into, 0, from, from + count);
    if (position === null) opened.position += count;
    return count;
  }

  /** Writes at the descriptor's position. @returns number of bytes written */
  write(descriptor: number, bytes: Uint8Array): number {
    const opened = this.#at(descriptor, 'write');
    const { node } = opened;
    if (!opened.writes || node.kind !== 'file') throw new DiskError('EBADF', 'write');
    if (bytes.length === 0) return 0;
    const from = opened.appends ? node.content.length : opened.position;
    const content = Buffer.alloc(Math.max(from + bytes.length, node.content.length));
    node.content.copy(content);
    content.set(bytes, from);
    this.#disk.fill(node, content);
    opened.position = from + bytes.length;
    return bytes.length;
  }

  fsync(descriptor: number): void {
    const { node } = this.#at(descriptor, 'fsync');
    if (node.kind === 'fifo') throw new DiskError('EINVAL', 'fsync');
    if (node.kind === 'file') node.synced = node.content;
  }

  fchmod(descriptor: number, mode: number): void {
    const { node } = this.#at(descriptor, 'fchmod');
    const { uid } = this.#identity;
    if ((uid !== 0 && uid !== node.uid) || node.immutable) throw new DiskError('EPERM', 'fchmod');
    this.#disk.mark(node, { mode: mode & 0o7777 });
  }

  fstat(descriptor: number): NodeStatus {
    return status(this.#at(descriptor, 'fstat').node);
  }

  close(descriptor: number): void {
    this.#at(descriptor, 'close');
    this.#opened.delete(descriptor);
  }

  lstat(path: string): NodeStatus {
    return status(this.#existing(path, 'lstat', false));
  }

  /** Of what a link leads to. */
  stat(path: string): NodeStatus {
    return status(this.#existing(path, 'stat', true));
  }

  readlink(path: string): string {
    const node = this.#existing(path, 'readlink', false);
    if (node.kind !== 'link') throw new DiskError('EINVAL', 'readlink', path);
    return node.to;
  }

  mkdir(path: string, mode = 0o777): void {
    const { folder, name, node } = this.#disk.walk(this.#identity, trimmed(path), 'mkdir', false);
    if (node !== undefined) throw new DiskError('EEXIST', 'mkdir', path);
    if (!this.#mayChange(folder)) throw new DiskError('EACCES', 'mkdir', path);
    if (folder.immutable) throw new DiskError('EPERM', 'mkdir', path);
    const { uid, umask } = this.#identity;
    // A folder in a set-group-ID one is one too: inode(7).
    const permissions = (mode & ~umask & 0o1777) | (folder.mode & 0o2000);
    this.#disk.enter(folder, name, this.#disk.newFolder(permissions, uid, folder.device));
  }

  rmdir(path: string): void {
    const fail = (code: string): never => {
      throw new DiskError(code, 'rmdir', path);
    };
    const { folder, name, node } = this.#disk.walk(this.#identity, trimmed(path), 'rmdir', false);
    if (name === '.') fail(path.endsWith('..') ? 'ENOTEMPTY' : 'EINVAL');
    if (node === undefined) throw new DiskError('ENOENT', 'rmdir', path);
    if (!this.#mayChange(folder)) fail('EACCES');
    if (node.immutable || folder.immutable) fail('EPERM');
    if (node.kind !== 'folder') throw new DiskError('ENOTDIR', 'rmdir', path);
    // Something is mounted there.
    if (node.device !== folder.device) fail('EBUSY');
    if (node.entries.size > 0) fail('ENOTEMPTY');
    this.#disk.remove(folder, name);
  }

  #existing(path: string, syscall: string, follow: boolean): DiskNode {
    const { node } = this.#disk.walk(this.#identity, path, syscall, follow);
    if (node === undefined) throw new DiskError('ENOENT', syscall, path);
    return node;
  }

  /** Names in the folder, sorted. */
  readdir(path: string): string[] {
    const node = this.#existing(path, 'scandir', true);
    if (node.kind !== 'folder') throw new DiskError('ENOTDIR', 'scandir', path);
    if (!may(this.#identity, node, permission.read)) throw new DiskError('EACCES', 'scandir', path);
    return [...node.entries.keys()].sort();
  }

  unlink(path: string): void {
    const { folder, name, node } = this.#disk.walk(this.#identity, path, 'unlink', false);
    if (name === '.') throw new DiskError('EISDIR', 'unlink', path);
    if (node === undefined) throw new DiskError('ENOENT', 'unlink', path);
    if (!this.#mayChange(folder)) throw new DiskError('EACCES', 'unlink', path);
    if (node.immutable || folder.immutable) throw new DiskError('EPERM', 'unlink', path);
    if (node.kind === 'folder') throw new DiskError('EISDIR', 'unlink', path);
    this.#disk.remove(folder, name);
    this.#disk.mark(node, {});
  }

  #mayChange(folder: FolderNode): boolean {
    return may(this.#identity, folder, permission.write) && may(this.#identity, folder, permission.search);
  }

  rename(from: string, to: string): void {
    const fail = (code: string): never => {
      throw new DiskError(code, 'rename', from);
    };
    const source = this.#disk.walk(this.#identity, from, 'rename', false);
    const destination = this.#disk.walk(this.#identity, to, 'rename', false);
    if (source.name === '.' || destination.name === '.') fail('EBUSY');
    if (source.folder.device !== destination.folder.device) fail('EXDEV');
    const { node } = source;
    if (node === undefined) throw new DiskError('ENOENT', 'rename', from);
    const replaced = destination.node;
    if (node.kind === 'folder' && holds(node, destination.folder)) fail('EINVAL');
    if (replaced?.kind === 'folder' && holds(replaced, source.folder)) fail('ENOTEMPTY');
    if (replaced === node) return;
    if (!this.#mayChange(source.folder) || !this.#mayChange(destination.folder)) fail('EACCES');
    if ([source.folder, destination.folder, node, replaced].some(one => one?.immutable)) fail('EPERM');
    if ([node, replaced].some(one => one !== undefined && one.device !== source.folder.device)) fail('EBUSY');
    if (replaced !== undefined) {
      if (node.kind === 'folder' && replaced.kind !== 'folder') fail('ENOTDIR');
      if (node.kind !== 'folder' && replaced.kind === 'folder') fail('EISDIR');
      if (replaced.kind === 'folder' && replaced.entries.size > 0) fail('ENOTEMPTY');
    }
    this.#disk.remove(source.folder, source.name);
    this.#disk.enter(destination.folder, destination.name, node);
    this.#disk.mark(node, {});
  }

  /** Sets the times of last access and last change to the given milliseconds since the epoch; follows links. */
  utimes(path: string, ms: number): void {
    const node = this.#existing(path, 'utime', true);
    const { uid } = this.#identity;
    if ((uid !== 0 && uid !== node.uid) || node.immutable) throw new DiskError('EPERM', 'utime', path);
    this.#disk.mark(node, { mtime: ms });
  }
}

/** A slash at the end of a path to a folder asks for nothing more. */
function trimmed(path: string): string {
  return path.replace(/(?<=[^/])\/+$/, '');
}

/** Whether a folder is in a folder, or is that folder. */
function holds(outer: FolderNode, inner: FolderNode): boolean {
  if (outer === inner) return true;
  for (const node of outer.entries.values()) {
    if (node.kind === 'folder' && holds(node, inner)) return true;
  }
  return false;
}

function status(node: DiskNode): NodeStatus {
  const size =
    node.kind === 'file' ? node.content.length : node.kind === 'link' ? Buffer.byteLength(node.to) : 0;
  return {
    kind: node.kind,
    mode: node.mode,
    size,
    uid: node.uid,
    device: BigInt(node.device),
    inode: BigInt(node.inode),
    mtimeNs: BigInt(node.mtime) * nanoseconds,
    ctimeNs: BigInt(node.ctime) * nanoseconds,
  };
}
