import { setTimeout as delay } from 'node:timers/promises';
import type { FoundFamily } from '../family/found-family.ts';
import { childrenOf, end, initOf } from '../family/proc.ts';

/** A process substitution may end a moment after the program whose it is; that is not left behind. */
const graceMs = 100;
const lookMs = 3;
/** Where the machine is busy looks take longer, and so does ending. */
const leastLooks = 25;

/** Finds and ends what a run of a kept program leaves running beside the program itself. */
export class LeftBehind {
  /** Takes the family as it is now for the program itself. */
  constructor(family: FoundFamily) {
    this.#family = family;
    this.#program = new Map(family.alive().map(({ pid, start }) => [pid, start]));
    this.#init = [...this.#program.keys()].map(initOf).find(init => init !== undefined);
  }

  readonly #family: FoundFamily;
  /** Start times by process id. */
  readonly #program: ReadonlyMap<number, number>;
  readonly #init: number | undefined;

  /** Whether there may be some. Cheap: looks only at the children of the program, and at orphans of its pid namespace. */
  suspected(): boolean {
    const parents = [...this.#program.keys(), ...(this.#init === undefined ? [] : [this.#init])];
    // The init itself is a child of what built the containment.
    const known = (pid: number): boolean => pid === this.#init || this.#program.has(pid);
    return parents.some(parent => childrenOf(parent).some(pid => !known(pid)));
  }

  /** Ends them. How many there were. */
  async end(): Promise<number> {
    const until = performance.now() + graceMs;
    let left = this.#others();
    for (let looks = 1; left.length > 0 && (looks < leastLooks || performance.now() < until); looks += 1) {
      await delay(lookMs);
      left = this.#others();
    }
    const counted = left.length;
    // One that forks while it is being ended is found by the next look.
    for (let tries = 0; left.length > 0 && tries < 100; tries += 1) {
      for (const pid of left) end(pid);
      await delay(1);
      left = this.#others();
    }
    return counted;
  }

  #others(): readonly number[] {
    return this.#family.alive().flatMap(({ pid, start }) => (this.#program.get(pid) === start ? [] : [pid]));
  }
}
