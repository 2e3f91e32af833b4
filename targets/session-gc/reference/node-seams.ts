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

function bytes(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

/** Files of this machine. */
const files: Files = {
  status(path) {
    const stats = fs.lstatSync(bytes(path), { bigint: true });
    return { kind: kindOf(stats), device: stats.dev, inode: stats.ino, changed: stats.ctimeNs };
  },
  list: folder => fs.readdirSync(bytes(folder), { encoding: 'latin1' }),
  unlink: path => fs.unlinkSync(bytes(path)),
  rmdir: path => fs.rmdirSync(bytes(path)),
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
  warn: line => void process.stderr.write(`${line}\n`),
};
