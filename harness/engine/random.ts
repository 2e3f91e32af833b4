import { Random } from 'fast-check';

/** Avalanches 32 bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Of the authors of xoshiro128, for 2^64 steps. */
const jumpPolynomial = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const;

/** xoshiro128**: a generator with the contract that fast-check expects of pure-rand's. */
export class Xoshiro {
  constructor(a: number, b: number, c: number, d: number) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  #a: number;
  #b: number;
  #c: number;
  #d: number;

  clone(): Xoshiro {
    return new Xoshiro(this.#a, this.#b, this.#c, this.#d);
  }

  /** A 32-bit signed integer. */
  next(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result | 0;
  }

  /** Goes on by 2^64 numbers: two generators a jump apart never meet. fast-check's clones share state without it. */
  jump(): void {
    let state = [0, 0, 0, 0];
    for (const word of jumpPolynomial) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) state = state.map((part, at) => part ^ (this.getState()[at] ?? 0));
        this.next();
      }
    }
    [this.#a = 0, this.#b = 0, this.#c = 0, this.#d = 0] = state;
  }

  getState(): readonly number[] {
    return [this.#a, this.#b, this.#c, this.#d];
  }
}

/**
 * The randomness of one run: it depends on the seed and the number of the run alone, so that any run can be drawn
 * again by itself, in any process and in any order.
 * @param seed 32-bit integer
 * @param run number of the run, from 0
 */
export function randomOf(seed: number, run: number): Random {
  return new Random(generatorOf(seed, run));
}

/** The same, as the generator underneath. */
export function generatorOf(seed: number, run: number): Xoshiro {
  const a = mix(seed ^ 0x9e3779b9);
  const b = mix(a + run);
  const c = mix(b ^ Math.floor(run / 0x1_0000_0000) ^ 0x6a09e667);
  const d = mix(c + seed);
  return new Xoshiro(a | 1, b, c, d);
}
