import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Entry, Files } from '../observation.ts';
import { asNamed } from './real-paths.ts';

const permissionBits = 0o7777n;
const nanosecondsInMs = 1e6;
const noBytes = new Uint8Array(0);
/** Never waits, and never follows a link at the end. */
const lookingFlags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW;

/** A program that is nobody special makes no devices. */
function kindOf(stats: fs.BigIntStats): Entry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isSocket() ? 'socket' : 'fifo';
}

/** An entry as it is now, and which file it is. */
export interface Seen {
  readonly entry: Entry;
  readonly stats: fs.BigIntStats;
}

/** What a file shows through an open descriptor, all of it from the same file. */
export function seenThrough(descriptor: number): Seen {
  const stats = fs.fstatSync(descriptor, { bigint: true });
  const content = Buffer.alloc(Number(stats.size) + 1);
  let filled = 0;
  for (let count = -1; count !== 0 && filled < content.length; filled += count)
    count = fs.readSync(descriptor, content, filled, content.length - filled, filled);
  // A file that grows meanwhile: as much as it had when it was looked at, and a byte more that says so.
  return { stats, entry: entryOf(stats, content.subarray(0, filled), '') };
}

function entryOf(stats: fs.BigIntStats, content: Uint8Array, to: string): Entry {
  const mode = Number(stats.mode & permissionBits);
  return { kind: kindOf(stats), mode, content, to, mtime: Number(stats.mtimeNs) / nanosecondsInMs };
}

/** Name of the error that a file operation failed with. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Opens a file for reading; what its own mode hides from a harness that is not root is shown for that moment. */
export function openRevealed(path: string): number {
  try {
    return fs.openSync(path, lookingFlags);
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    const mode = fs.lstatSync(path).mode & Number(permissionBits);
    fs.chmodSync(path, mode | 0o400);
    try {
      return fs.openSync(path, lookingFlags);
    } finally {
      fs.chmodSync(path, mode);
    }
  }
}

/** Opens a file for reading as any reader would. */
function openPlainly(path: string): number {
  return fs.openSync(path, lookingFlags);
}

/** What an entry that was there a moment ago says when it is something else now. */
const replacedMeanwhile = ['ENOENT', 'ELOOP', 'EINVAL', 'ENXIO'];

/**
 * What is at a path, a link at its end not followed; undefined: nothing.
 * @param open how files are opened: a reader beside a running program must not change anything
 * @throws the error of a file that can't be read, EACCES
 */
export function lookAt(root: string, path: string, open = openPlainly): Seen | undefined {
  for (;;) {
    try {
      return lookOnce(root, path, open);
    } catch (error) {
      if (!replacedMeanwhile.includes(codeOf(error) ?? '')) throw error;
    }
  }
}

function lookOnce(root: string, path: string, open: (path: string) => number): Seen | undefined {
  const stats = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink())
    return { stats, entry: entryOf(stats, noBytes, asNamed(root, fs.readlinkSync(path))) };
  if (!stats.isFile()) return { stats, entry: entryOf(stats, noBytes, '') };
  const descriptor = open(path);
  try {
    return seenThrough(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch (error) {
    // A folder that a program closed to itself, and so to a harness that is not root.
    if (codeOf(error) === 'EACCES') return [];
    throw error;
  }
}

/** Everything below the stage's folder, by the scenario's names for it. */
export function filesBelow(root: string): Files {
  const files = new Map<string, Entry>();
  const collect = (folder: string): void => {
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      const seen = lookAt(root, path, openRevealed);
      if (seen === undefined) continue;
      files.set(path.slice(root.length), seen.entry);
      if (seen.entry.kind === 'folder') collect(path);
    }
  };
  collect(root);
  // As the world in memory has it: what the world's two folders are is nobody's doing.
  files.delete('/world');
  files.delete('/tmp');
  return files;
}
