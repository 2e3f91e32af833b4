import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import process from 'node:process';
import type { Files, ProgramRun, Seams, Status } from './seams.ts';

/** Names of so many containers that there is no such machine. */
const mostBytes = 256 * 1024 * 1024;

function kindOf(stats: fs.BigIntStats): Status['kind'] {
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/** A text of this process as the paths of the seams are: a character for each byte, so that no name is lost. */
export function byteString(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Longer paths are refused by system calls: PATH_MAX is 4096, with the byte that ends it. */
const longest = 4000;
const partFlags = fs.constants.O_RDONLY | fs.constants.O_DIRECTORY | fs.constants.O_NOFOLLOW;

/**
 * Does something at a path of any length. A long one is gone through in parts, each of them open while the next is named.
 */
function reach<T>(path: string, act: (path: Buffer) => T): T {
  const end = path.lastIndexOf('/', longest);
  if (path.length <= longest || end <= 0) return act(Buffer.from(path, 'latin1'));
  const part = Buffer.from(path.slice(0, end), 'latin1');
  const folder = fs.openSync(part, partFlags);
  try {
    return reach(`/proc/self/fd/${folder}${path.slice(end)}`, act);
  } finally {
    fs.closeSync(folder);
  }
}

/** Files of this machine. */
const files: Files = {
  status(path) {
    const stats = reach(path, short => fs.lstatSync(short, { bigint: true }));
    return { kind: kindOf(stats), device: stats.dev, inode: stats.ino, changed: stats.ctimeNs };
  },
  list: folder => reach(folder, short => fs.readdirSync(short, { encoding: 'latin1' })),
  unlink: path => reach(path, short => fs.unlinkSync(short)),
  rmdir: path => reach(path, short => fs.rmdirSync(short)),
};

/** Runs a program; its standard input is empty, and its complaints go where this one's go. */
function run(program: string, words: readonly string[], limitMs: number | undefined): ProgramRun {
  const { error, status, signal, stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    killSignal: 'SIGKILL',
    maxBuffer: mostBytes,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limitMs,
  });
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (code === 'ETIMEDOUT') return { kind: 'timed-out', out: stdout };
  if (error !== undefined) return { kind: 'not-started', why: error.message };
  if (signal !== null) return { kind: 'killed', signal, out: stdout };
  return { kind: 'exited', status: status ?? 1, out: stdout };
}

/** This machine. */
export const nodeSeams: Seams = {
  files,
  run,
  // Names in it are anybody's: they are not to steer a terminal.
  warn: line => void process.stderr.write(`${line.replaceAll(/\p{Cc}/gu, '?')}\n`),
};
