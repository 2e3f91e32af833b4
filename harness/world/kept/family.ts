import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A live process of a kept program: it descends from the one that was started, or shares its session or pid namespace. */
export interface Member {
  readonly pid: number;
  /** Memory that is its own, in bytes. */
  readonly bytes: number;
}

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly zombie: boolean;
}

const pageBytes = 4096;

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

function namespaceOf(pid: number | 'self'): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return '';
  }
}

function look(pid: number): Seen | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const [state, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === undefined || parent === undefined || session === undefined) return undefined;
  return { pid, parent: Number(parent), session: Number(session), zombie: state === 'Z' || state === 'X' };
}

/** Whether it is the init of a pid namespace: that one belongs to the containment, not to the program. */
function isInit(pid: number): boolean {
  return /^NSpid:.*\s1$/m.test(read(`/proc/${pid}/status`));
}

/**
 * The processes that come from one: its descendants, what has their session, and what lives in a pid namespace of
 * theirs. One that made itself a session and whose parents are gone is found only in a pid namespace.
 */
export function familyOf(root: number): readonly Member[] {
  const all = readdirSync('/proc').flatMap(name => {
    const seen = /^\d+$/.test(name) ? look(Number(name)) : undefined;
    return seen === undefined ? [] : [seen];
  });
  const own = namespaceOf('self');
  const mine = all.find(({ pid }) => pid === process.pid)?.session;
  const pids = new Set([root]);
  const sessions = new Set([root]);
  const namespaces = new Set<string>();
  for (let before = 0; before < pids.size; ) {
    before = pids.size;
    for (const { pid, parent, session } of all) {
      const joined =
        pids.has(parent) ||
        sessions.has(session) ||
        namespaces.has(namespaces.size === 0 ? '' : namespaceOf(pid));
      if (!joined && pid !== root) continue;
      pids.add(pid);
      if (session !== mine && session !== 0) sessions.add(session);
      const space = namespaceOf(pid);
      if (space !== '' && space !== own) namespaces.add(space);
    }
  }
  const spaced = namespaces.size > 0;
  return all
    .filter(({ pid, zombie }) => pids.has(pid) && !zombie && !(spaced && isInit(pid)))
    .map(({ pid }) => ({ pid, bytes: bytesOf(pid) }));
}

function bytesOf(pid: number): number {
  const [, resident = '0', shared = '0'] = read(`/proc/${pid}/statm`).split(' ');
  return Math.max(0, Number(resident) - Number(shared)) * pageBytes;
}

/** Kills processes at once. */
export function killAll(pids: Iterable<number>): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Direct children of a process, whichever of its threads forked them. */
export function childrenOf(pid: number): readonly number[] {
  let threads: readonly string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads.flatMap(thread =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** The init of the pid namespace that a process lives in; undefined where that is the harness's own. */
export function initOf(pid: number): number | undefined {
  const space = namespaceOf(pid);
  if (space === '' || space === namespaceOf('self')) return undefined;
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .find(other => namespaceOf(other) === space && isInit(other));
}
