import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';
import type { Member } from './family.ts';

/** A process as proc_pid_stat(5) tells of it; ids are those of the proc it was read from. */
export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** When it began, in clock ticks since the machine did. With the id it is one process and no other. */
  readonly start: number;
  /** Over, and not yet waited for. */
  readonly zombie: boolean;
}

const pageBytes = 4096;
/** Libraries and programs are shared as well; only more than that is looked at closely. */
const muchShared = 67_108_864;

/** Ids of all that a proc file system shows; nothing where there is none. */
export function listProcesses(proc = '/proc'): readonly number[] {
  try {
    return readdirSync(proc)
      .filter(name => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Looks at a process; undefined when there is none. */
export function look(pid: number): Seen | undefined {
  const stat = text(`/proc/${pid}/stat`);
  if (stat === '') return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0] = fields.slice(1, 4).map(Number);
  const [state] = fields;
  return { pid, parent, group, session, start: Number(fields[19]), zombie: state === 'Z' || state === 'X' };
}

/** Reads what a process holds; undefined when it has ended, or is no more than a zombie. As in proc_pid_statm(5). */
export function readMember(pid: number, proc = '/proc'): Member | undefined {
  const [size = 0, resident = 0, shared = 0] = text(`${proc}/${pid}/statm`).split(' ').map(Number);
  if (size === 0) return undefined;
  const ownBytes = Math.max(0, resident - shared) * pageBytes;
  if (shared * pageBytes < muchShared) return { pid, ownBytes, sharedBytes: 0 };
  const [, kibibytes = '0'] = /^RssShmem:\s+(\d+)/m.exec(text(`${proc}/${pid}/status`)) ?? [];
  return { pid, ownBytes, sharedBytes: Number(kibibytes) * 1024 };
}

/** Direct children of a process, whichever of its threads forked them. */
export function childrenOf(pid: number): readonly number[] {
  return listProcesses(`/proc/${pid}/task`).flatMap(thread =>
    text(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** Whether it works in a folder, or has it in its environment. */
export function livesIn(pid: number, folder: string): boolean {
  if (['cwd', 'root'].some(name => `${target(`/proc/${pid}/${name}`)}/`.startsWith(`${folder}/`)))
    return true;
  return text(`/proc/${pid}/environ`).includes(folder);
}

/** Whether its standard output or error leads to what begins with a path. */
export function writesTo(pid: number, path: string): boolean {
  return [1, 2].some(descriptor => target(`/proc/${pid}/fd/${descriptor}`).startsWith(path));
}

/** The pid namespace that it lives in; empty when it has ended or may not be looked at. */
export function namespaceOf(pid: number | 'self'): string {
  return target(`/proc/${pid}/ns/pid`);
}

/** Whether it is the first process of its pid namespace, seen from outside of it. */
export function isInit(pid: number): boolean {
  return /^NSpid:.*\s1$/m.test(text(`/proc/${pid}/status`));
}

/** The init of the pid namespace that a process lives in; undefined where that is the harness's own. */
export function initOf(pid: number): number | undefined {
  const space = namespaceOf(pid);
  if (space === '' || space === namespaceOf('self')) return undefined;
  return listProcesses().find(other => namespaceOf(other) === space && isInit(other));
}

/** Kills a process at once; a group where the id is negative. */
export function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function target(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
