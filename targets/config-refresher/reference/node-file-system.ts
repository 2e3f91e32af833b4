import * as fs from 'node:fs';
import { promisify } from 'node:util';
import type { FileStatus, FileSystem } from './file-system.ts';

const permissionBits = 0o7777n;

function kindOf(stats: fs.BigIntStats): FileStatus['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'device';
}

function statusOf(stats: fs.BigIntStats): FileStatus {
  return {
    kind: kindOf(stats),
    mode: Number(stats.mode & permissionBits),
    size: Number(stats.size),
    device: stats.dev,
    inode: stats.ino,
    mtimeNs: stats.mtimeNs,
    ctimeNs: stats.ctimeNs,
  };
}

const open = promisify(fs.open);
const read = promisify(fs.read);
const write = promisify(fs.write);
const fstat = promisify(fs.fstat);
const lstat = promisify(fs.lstat);

/** The machine's own files. Node adds O_CLOEXEC to every open. */
export const nodeFileSystem: FileSystem = {
  open: (path, flags, mode = 0o666) => open(path, flags, mode),
  read: async (descriptor, into, position) =>
    (await read(descriptor, into, 0, into.length, position)).bytesRead,
  write: async (descriptor, bytes) => (await write(descriptor, bytes, 0, bytes.length, null)).bytesWritten,
  fsync: promisify(fs.fsync),
  fchmod: promisify(fs.fchmod),
  fstat: async descriptor => statusOf(await fstat(descriptor, { bigint: true })),
  close: promisify(fs.close),
  rename: promisify(fs.rename),
  unlink: promisify(fs.unlink),
  lstat: async path => statusOf(await lstat(path, { bigint: true })),
  readdir: path => fs.promises.readdir(path),
  utimes: (path, ms) => fs.promises.utimes(path, ms / 1000, ms / 1000),
};
