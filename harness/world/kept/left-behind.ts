import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf, familyOf, initOf, killAll } from './family.ts';

/** A process substitution may end a moment after the program whose it is; that is not left behind. */
const graceMs = 100;
const lookMs = 3;

/** Finds and ends what a run of a kept program leaves running beside the program itself. */
export class LeftBehind {
  /** Takes the processes that now come from the root for the program itself. */
  constructor(root: number) {
    this.#root = root;
    this.#program = new Set(familyOf(root).map(({ pid }) => pid));
    this.#init = initOf([...this.#program].at(-1) ?? root);
  }

  readonly #root: number;
  readonly #program: ReadonlySet<number>;
  readonly #init: number | undefined;

  /** Whether there may be some. Cheap: looks only at the children of the program, and at orphans of its pid namespace. */
  suspected(): boolean {
    const parents = [...this.#program, ...(this.#init === undefined ? [] : [this.#init])];
    // The init itself is a child of what built the containment.
    const known = (pid: number): boolean => pid === this.#init || this.#program.has(pid);
    return parents.some(parent => childrenOf(parent).some(pid => !known(pid)));
  }

  /** Ends them. How many there were. */
  async end(): Promise<number> {
    const until = performance.now() + graceMs;
    let left = this.#others();
    while (left.length > 0 && performance.now() < until) {
      await delay(lookMs);
      left = this.#others();
    }
    const counted = left.length;
    // One that forks while it is being ended is found by the next look.
    for (let tries = 0; left.length > 0 && tries < 100; tries += 1) {
      killAll(left);
      await delay(1);
      left = this.#others();
    }
    return counted;
  }

  #others(): readonly number[] {
    return familyOf(this.#root).flatMap(({ pid }) => (this.#program.has(pid) ? [] : [pid]));
  }
}
