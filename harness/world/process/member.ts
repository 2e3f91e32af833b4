import { readFileSync } from 'node:fs';

/** A live process of a program under test. */
export interface Member {
  /** Its id in the proc it was read from. */
  readonly pid: number;
  /** Memory that is its own, in bytes. */
  readonly ownBytes: number;
  /** Shared memory it has in use, in bytes; others may share it. */
  readonly sharedBytes: number;
}

/** All that a program under test started and that is alive, itself included. */
export interface Family {
  members(): readonly Member[];
  /** Ends all of it, or asks the kernel to. */
  kill(): void;
  /** Whether nothing of it is left. */
  readonly gone: boolean;
}

const pageBytes = 4096;
/** Libraries and programs are shared as well; only more than that is looked at closely. */
const muchShared = 67_108_864;

/** Reads a process of a proc file system; undefined when it has ended, or is no more than a zombie. As in proc_pid_statm(5). */
export function readMember(proc: string, pid: number): Member | undefined {
  const [size = 0, resident = 0, shared = 0] = text(`${proc}/${pid}/statm`).split(' ').map(Number);
  if (size === 0) return undefined;
  const ownBytes = (resident - shared) * pageBytes;
  if (shared * pageBytes < muchShared) return { pid, ownBytes, sharedBytes: 0 };
  const [, kibibytes = '0'] = /^RssShmem:\s+(\d+)/m.exec(text(`${proc}/${pid}/status`)) ?? [];
  return { pid, ownBytes, sharedBytes: Number(kibibytes) * 1024 };
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** What a family holds: what is each one's own, and the largest shared part once. */
export function heldBytes(members: readonly Member[]): number {
  const own = members.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
  return own + Math.max(0, ...members.map(({ sharedBytes }) => sharedBytes));
}
