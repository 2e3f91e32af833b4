import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, rm } from 'node:fs/promises';
import { posix } from 'node:path';
import { runProgram } from './run-program.ts';
import type { Entry, Seams } from './seams.ts';

const largest = 1_000_000;

async function entry(path: string): Promise<Entry> {
  try {
    const found = await lstat(path);
    if (found.isFile()) return found.size === 0 ? 'empty file' : 'file';
    if (found.isDirectory()) return 'folder';
    return found.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing';
    throw error;
  }
}

/** Follows links as far as the path exists, so that what Compose creates later lies where it was judged to lie. */
async function realPath(path: string): Promise<string> {
  const missing: string[] = [];
  for (let place = posix.resolve(path); ; place = posix.dirname(place)) {
    try {
      return posix.join(await realpath(place), ...missing);
    } catch (error) {
      if (place === '/') throw error;
      missing.unshift(posix.basename(place));
    }
  }
}

/** Opened without waiting for a writer, so that a FIFO is refused instead of holding everything up. */
async function read(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error('it is not a regular file');
    if (found.size > largest) throw new Error(`it is larger than ${largest} bytes`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } finally {
    await file.close();
  }
}

/** The real machine. Output is collected, so that it is written at once and in order when all is over. */
export function nodeSeams(print: (line: string) => void, say: (line: string) => void): Seams {
  return {
    entry,
    realPath,
    read,
    names: folder => readdir(folder),
    run: runProgram,
    remove: path => rm(path, { recursive: true, force: true }),
    print,
    say,
  };
}
