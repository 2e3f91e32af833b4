/** How a process came to its end, as far as the world decides it. */
export type Stop = 'crashed' | 'blocked' | 'stuck';

/** What an operation came to: it gives a value, fails, or never returns because its process has ended. */
export type Passed<T> =
  | { readonly kind: 'gave'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'never'; readonly stop: Stop };

/** Does an operation and settles its promise; what it returns ended the process. */
type Waiting = () => Stop | undefined;

interface Member {
  readonly name: string;
  readonly queue: Waiting[];
  readonly stopped: (stop: Stop) => void;
  passes: number;
}

/** What happens around each operation of any process. Moments count from 1. */
export interface Around {
  before?(moment: number): void;
  after?(moment: number, process: string): void;
}

/**
 * Lets the processes of a world do one operation at a time, in an order that is decided beforehand: an operation waits
 * until every living process waits or has ended, so the order does not depend on the machine.
 */
export class Turnstile {
  /**
   * @param turns how many operations the first process does, then the second, then the first again...; after the last
   *   turn they alternate one by one
   * @param limit operations of one process after which it is taken to be stuck
   */
  constructor(turns: readonly number[], limit: number, around: Around) {
    this.#turns = turns;
    this.#limit = limit;
    this.#around = around;
    this.#left = turns[0] ?? 1;
  }

  readonly #turns: readonly number[];
  readonly #limit: number;
  readonly #around: Around;
  readonly #members: (Member | undefined)[] = [];
  #turn = 0;
  #left: number;
  #moment = 0;

  /** Number of operations so far. */
  get moment(): number {
    return this.#moment;
  }

  /** Takes a process in. All join before the first of them acts. `stopped` is called when the world ends it. */
  join(name: string, stopped: (stop: Stop) => void): void {
    this.#members.push({ name, queue: [], stopped, passes: 0 });
  }

  /** The process has ended by itself. */
  leave(name: string): void {
    this.#drop(name);
    this.#pump();
  }

  #drop(name: string): void {
    const index = this.#members.findIndex(member => member?.name === name);
    if (index >= 0) this.#members[index] = undefined;
  }

  /** Queues an operation of a living process. The promise of a process that has ended never settles. */
  pass<T>(name: string, act: () => Passed<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const member = this.#members.find(candidate => candidate?.name === name);
      if (member === undefined) return;
      member.queue.push(() => {
        const passed = act();
        if (passed.kind === 'never') return passed.stop;
        if (passed.kind === 'gave') resolve(passed.value);
        else reject(passed.error);
        return undefined;
      });
      this.#pump();
    });
  }

  #pump(): void {
    for (;;) {
      const member = this.#next();
      const waiting = member?.queue.shift();
      if (member === undefined || waiting === undefined) return;
      this.#moment += 1;
      this.#around.before?.(this.#moment);
      member.passes += 1;
      const stop = member.passes > this.#limit ? 'stuck' : waiting();
      this.#around.after?.(this.#moment, member.name);
      if (stop === undefined) continue;
      this.#drop(member.name);
      member.stopped(stop);
    }
  }

  /** Whose turn it is; undefined while somebody is still busy between two operations, or nobody lives. */
  #next(): Member | undefined {
    let living = 0;
    let any: Member | undefined;
    for (const member of this.#members) {
      if (member === undefined) continue;
      if (member.queue.length === 0) return undefined;
      living += 1;
      any ??= member;
    }
    if (living < 2) return any;
    while (this.#left <= 0) {
      this.#turn += 1;
      this.#left = this.#turns[this.#turn] ?? 1;
    }
    this.#left -= 1;
    return this.#members[this.#turn % this.#members.length] ?? any;
  }
}
