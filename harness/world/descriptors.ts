import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { HarnessFault } from '../harness-fault.ts';

/** An open descriptor of a process. */
export interface Descriptor {
  readonly number: number;
  /** What it is, as /proc has it: a path, `socket:[INODE]`, `pipe:[INODE]`, `anon_inode:[eventpoll]`. */
  readonly to: string;
}

/**
 * The open descriptors of a process, by number. Undefined when it has ended, or is closed to the harness. One that is
 * opened or closed meanwhile may be missing.
 */
export function descriptorsOf(pid: number): readonly Descriptor[] | undefined {
  let names: readonly string[];
  try {
    names = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return undefined;
  }
  return names
    .flatMap(name => {
      const to = link(`/proc/${pid}/fd/${name}`);
      return to === undefined ? [] : [{ number: Number(name), to }];
    })
    .sort((one, other) => one.number - other.number);
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Most descriptors that a process may have, from /proc; undefined when it has ended. */
export function descriptorLimitOf(pid: number): number | undefined {
  try {
    const [, soft] =
      /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1')) ?? [];
    return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return undefined;
  }
}

/**
 * Gives a running process another soft limit of descriptors: RLIMIT_NOFILE. What is open stays open; with fewer than it
 * has open, whatever needs a new one fails with EMFILE.
 * @throws HarnessFault `bad-world` when that can't be done to a live process
 */
export function limitDescriptors(pid: number, most: number): void {
  const soft = Number.isFinite(most) ? `${most}` : 'unlimited';
  const tried = spawnSync('prlimit', [`--pid=${pid}`, `--nofile=${soft}:`], { encoding: 'utf8' });
  if (tried.status === 0 || descriptorLimitOf(pid) === undefined) return;
  const why = tried.error?.message ?? tried.stderr.trim();
  throw new HarnessFault(`the descriptors of process ${pid} could not be limited: ${why}`, 'bad-world');
}
