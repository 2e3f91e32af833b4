import process from 'node:process';
import { worldsFolder } from '../workspace/places.ts';
import type { Family, Member } from './family.ts';
import { kinOf } from './kin.ts';
import { end, listProcesses, livesIn, look, readMember, type Seen, writesTo } from './proc.ts';

/** By what a process of a program gives itself away once its parents are gone. */
export interface Marks {
  /** Where the program works: what works there too, or has that in its environment. Only below the harness's worlds. */
  readonly folder: string;
  /** How the paths begin that its output leads to: what holds that open. */
  readonly output: string;
}

const mostAttempts = 5;

/** Programs of this harness that are run now, each the leader of a session, with their start times: several share a world. */
const leaders = new Map<number, number>();

/**
 * The processes of a program that no cell keeps together for itself alone, looked for in /proc: its kin, what was such
 * before, and what bears its marks. Only processes that began after it are looked at, and never the harness.
 */
export class FoundFamily implements Family {
  /** @param root process id of the program, the leader of a session; one that isn't there has no family */
  constructor(root: number, { folder, output }: Marks) {
    this.#root = { pid: root, start: look(root)?.start ?? Number.POSITIVE_INFINITY };
    this.#folder = `${folder}/`.startsWith(`${worldsFolder()}/`) ? folder : undefined;
    this.#output = output;
    for (const [pid, start] of leaders) if (look(pid)?.start !== start) leaders.delete(pid);
    leaders.set(root, this.#root.start);
  }

  readonly #root: Pick<Seen, 'pid' | 'start'>;
  readonly #folder: string | undefined;
  readonly #output: string;
  /** Start times by process id. */
  #known: ReadonlyMap<number, number> = new Map();

  members(): readonly Member[] {
    return this.alive().flatMap(({ pid }) => readMember(pid) ?? []);
  }

  kill(): void {
    // Its group at one stroke: nobody in it can fork past that. One by one is too slow for a fork bomb.
    if (this.#root.pid > 1 && look(this.#root.pid)?.start === this.#root.start) end(-this.#root.pid);
    // Whoever forks while it is being killed is met in a later round.
    for (let round = 0; round < 20; round += 1) {
      const alive = this.alive();
      if (alive.length === 0) return;
      for (const { pid, group } of alive) end(group === pid ? -pid : pid);
    }
  }

  get gone(): boolean {
    return this.alive().length === 0;
  }

  /** Looked for again while there is somebody who may have just started one: who ends has no folder and no environment. */
  alive(): readonly Seen[] {
    for (let attempt = 1; ; attempt += 1) {
      const later = this.#later();
      const kin = kinOf(this.#root, later, each => this.#isMarked(each));
      this.#known = new Map(kin.map(({ pid, start }) => [pid, start]));
      const alive = kin.filter(({ zombie }) => !zombie);
      if (alive.length > 0 || later.length === 0 || attempt === mostAttempts) return alive;
    }
  }

  /** One that ended while it was looked at may have started another that was not listed yet: then all are listed anew. */
  #later(): readonly Seen[] {
    for (let attempt = 1; ; attempt += 1) {
      const listed = listProcesses();
      const seen = listed.flatMap(pid => look(pid) ?? []);
      if (seen.length < listed.length && attempt < mostAttempts) continue;
      return seen.filter(({ pid, start }) => start >= this.#root.start && pid !== process.pid);
    }
  }

  #isMarked({ pid, session, start }: Seen): boolean {
    if (this.#known.get(pid) === start || writesTo(pid, this.#output)) return true;
    const folder = this.#folder;
    return folder !== undefined && !this.#isAnothers(session) && livesIn(pid, folder);
  }

  /** Whether a session is that of another program, run beside this one. */
  #isAnothers(session: number): boolean {
    const start = session === this.#root.pid ? undefined : leaders.get(session);
    return start !== undefined && look(session)?.start === start;
  }
}
