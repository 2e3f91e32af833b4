import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';
import { worldsFolder } from '../workspace/places.ts';
import { type Family, type Member, readMember } from './member.ts';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly start: number;
  readonly zombie: boolean;
}

const mostAttempts = 5;

/** Programs of this harness that are run now, each the leader of a session, with their start times: several share a world. */
const leaders = new Map<number, number>();

/**
 * The processes of a program that no cell keeps together, looked for in /proc: what descends from it, is in its group or
 * session, was such before, works in its world, has the world in its environment, or holds its output open. Only
 * processes that began after it are looked at.
 */
export class StrayFamily implements Family {
  /**
   * @param root process id of the program; the leader of a session
   * @param output a path that descriptors of the program's output lead to
   */
  constructor(root: number, folder: string, output: string) {
    this.#root = root;
    this.#start = look(root)?.start ?? 0;
    this.#folder = `${folder}/`.startsWith(`${worldsFolder()}/`) ? folder : undefined;
    this.#output = output;
    for (const [pid, start] of leaders) if (look(pid)?.start !== start) leaders.delete(pid);
    leaders.set(root, this.#start);
  }

  readonly #root: number;
  readonly #start: number;
  readonly #folder: string | undefined;
  readonly #output: string;
  /** Start times by process id. */
  readonly #known = new Map<number, number>();

  members(): readonly Member[] {
    return this.#alive().flatMap(({ pid }) => readMember('/proc', pid) ?? []);
  }

  kill(): void {
    // Its group at one stroke: nobody in it can fork past that. One by one is too slow for a fork bomb.
    if (this.#root > 1) end(-this.#root);
    // Whoever forks while it is being killed is met in a later round.
    for (let round = 0; round < 20; round += 1) {
      const alive = this.#alive();
      if (alive.length === 0) return;
      for (const { pid, group } of alive) end(group === pid ? -pid : pid);
    }
  }

  get gone(): boolean {
    return this.#alive().length === 0;
  }

  /** Looked for again while there is somebody who may have just started one: who ends has no folder and no environment. */
  #alive(): readonly Seen[] {
    for (let attempt = 1; ; attempt += 1) {
      const later = this.#later();
      const alive = this.#familyIn(later);
      if (alive.length > 0 || later.length === 0 || attempt === mostAttempts) return alive;
    }
  }

  #familyIn(later: readonly Seen[]): readonly Seen[] {
    const family = later.filter(each => this.#belongs(each));
    for (let before = -1; before < family.length; ) {
      before = family.length;
      const pids = new Set(family.map(({ pid }) => pid));
      family.push(...later.filter(({ pid, parent }) => !pids.has(pid) && pids.has(parent)));
    }
    for (const { pid, start } of family) this.#known.set(pid, start);
    return family.filter(({ zombie }) => !zombie);
  }

  /** One that ended while it was looked at may have started another that was not listed yet: then all are listed anew. */
  #later(): readonly Seen[] {
    for (let attempt = 1; ; attempt += 1) {
      const listed = readdirSync('/proc').filter(name => /^\d+$/.test(name));
      const seen = listed.flatMap(name => look(Number(name)) ?? []);
      if (seen.length < listed.length && attempt < mostAttempts) continue;
      return seen.filter(({ pid, start }) => start >= this.#start && pid !== process.pid);
    }
  }

  #belongs({ pid, group, session, start }: Seen): boolean {
    if (pid === this.#root || group === this.#root || session === this.#root) return true;
    if (this.#known.get(pid) === start || this.#holdsOutput(pid)) return true;
    return !this.#isAnothers(session) && this.#isInWorld(pid);
  }

  /** Whether a session is that of another program, run beside this one. */
  #isAnothers(session: number): boolean {
    const start = session === this.#root ? undefined : leaders.get(session);
    return start !== undefined && look(session)?.start === start;
  }

  #holdsOutput(pid: number): boolean {
    return [1, 2].some(fd => target(`/proc/${pid}/fd/${fd}`).startsWith(this.#output));
  }

  #isInWorld(pid: number): boolean {
    const folder = this.#folder;
    if (folder === undefined) return false;
    if (['cwd', 'root'].some(name => `${target(`/proc/${pid}/${name}`)}/`.startsWith(`${folder}/`)))
      return true;
    return text(`/proc/${pid}/environ`).includes(folder);
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

function look(pid: number): Seen | undefined {
  const stat = text(`/proc/${pid}/stat`);
  if (stat === '') return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0] = fields.slice(1, 4).map(Number);
  const [state] = fields;
  return { pid, parent, group, session, start: Number(fields[19]), zombie: state === 'Z' || state === 'X' };
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
