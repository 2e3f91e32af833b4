import { lstatSync, mkdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { look } from '../family/proc.ts';

const prefix = 'seatrial-worlds-';

/** Whether a name of the temporary folder is that of somebody's worlds. */
export function isWorldsFolder(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * The folder below the temporary one that holds the worlds of all harness processes of this user. Programs under other
 * ids pass through it to their world, so names in it can't be guessed, and it can't be listed.
 * @throws HarnessFault `bad-world` when it is somebody else's: its name is known
 */
export function worldsFolder(): string {
  const own = process.geteuid?.() ?? 0;
  const path = join(tmpdir(), `${prefix}${own}`);
  mkdirSync(path, { recursive: true, mode: 0o711 });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== own || (found.mode & 0o022) !== 0) {
    throw new HarnessFault(`${path} belongs to somebody else; remove it, or set TMPDIR`, 'bad-world');
  }
  return path;
}

/** What tells this process from any other of this machine, for the name of its folder; `mkdtemp` adds what can't be guessed. */
export function ownName(): string {
  return `${process.pid}-${look(process.pid)?.start ?? 0}-${pidNamespace()}-`;
}

/** The pid namespace of this process, as a number that no other of the machine has. */
export function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}

const dayMs = 86_400_000;

/**
 * Whether the process that a folder is named after is gone. From another pid namespace nobody can tell: its folder counts
 * as left behind when it has been untouched for a day.
 */
export function isAbandoned(name: string, untouchedMs: number): boolean {
  const [pid, start, namespace] = name.split('-');
  if (namespace !== pidNamespace()) return untouchedMs > dayMs;
  return String(look(Number(pid))?.start) !== start;
}
