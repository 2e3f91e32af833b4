import { generatorOf, type Xoshiro } from '../engine/random.ts';

/**
 * A generator for fast-check's runner that draws run by run what the engine draws: the runner jumps before each value, and
 * a jump here leads to the numbers of the next run. So both sides of a comparison work on the same scenarios.
 */
export class SameDraws {
  constructor(seed: number, run = -1, numbers: Xoshiro = generatorOf(seed, Math.max(0, run))) {
    this.#seed = seed;
    this.#run = run;
    this.#numbers = numbers;
  }

  readonly #seed: number;
  #run: number;
  #numbers: Xoshiro;

  clone(): SameDraws {
    return new SameDraws(this.#seed, this.#run, this.#numbers.clone());
  }

  next(): number {
    return this.#numbers.next();
  }

  jump(): void {
    this.#run++;
    this.#numbers = generatorOf(this.#seed, this.#run);
  }

  getState(): readonly number[] {
    return this.#numbers.getState();
  }
}
