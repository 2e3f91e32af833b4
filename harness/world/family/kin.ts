import { isInit, namespaceOf, type Seen } from './proc.ts';

/** How processes are asked for their pid namespaces. */
export interface Namespaces {
  of(pid: number | 'self'): string;
  isInit(pid: number): boolean;
}

/**
 * The processes that come from a program: it, its group and session, what is marked, and of each of these the
 * descendants, the session that it leads, and the pid namespace that it lives in. Who is the init of such a namespace
 * without descending from the program belongs to the containment.
 * @param seen all that began no earlier than the program, without the harness
 * @param root the program as it was when it began, the leader of a session: its id may be another's by now
 */
export function kinOf(
  root: Pick<Seen, 'pid' | 'start'>,
  seen: readonly Seen[],
  isMarked: (process: Seen) => boolean,
  namespaces: Namespaces = { of: namespaceOf, isInit },
): readonly Seen[] {
  // An id is given anew only when no group and no session has it any more.
  const reused = seen.some(({ pid, start }) => pid === root.pid && start !== root.start);
  const own = namespaces.of('self');
  const kin = new Map<number, Seen>();
  const sessions = new Set(reused ? [] : [root.pid]);
  const spaces = new Set<string>();
  const add = (process: Seen): void => {
    const { pid, session } = process;
    kin.set(pid, process);
    // Not any member's: who works in the world may do so in the session of somebody else.
    if (session === pid) sessions.add(pid);
    const space = namespaces.of(pid);
    if (space !== '' && space !== own) spaces.add(space);
  };
  const livesWithKin = (pid: number): boolean =>
    spaces.size > 0 && spaces.has(namespaces.of(pid)) && !namespaces.isInit(pid);
  for (const process of seen) {
    if ((!reused && process.group === root.pid) || isMarked(process)) add(process);
  }
  for (let before = -1; before < kin.size; ) {
    before = kin.size;
    for (const process of seen) {
      const { pid, parent, session } = process;
      if (!kin.has(pid) && (kin.has(parent) || sessions.has(session) || livesWithKin(pid))) add(process);
    }
  }
  return [...kin.values()];
}
