/** A set of small numbers: bit n is set where n is in it. */
export type Bits = bigint;

export const noBits: Bits = 0n;

export function bit(number: number): Bits {
  return 1n << BigInt(number);
}

export function has(bits: Bits, number: number): boolean {
  return ((bits >> BigInt(number)) & 1n) === 1n;
}

/** For each number up to `count` whether it is in the set: faster than `has`, where all are asked for. */
export function flagsOf(bits: Bits, count: number): readonly boolean[] {
  const digits = bits.toString(2).padStart(count, '0');
  return Array.from({ length: count }, (_, number) => digits[digits.length - 1 - number] === '1');
}

/** Whether all of one set are in the other. */
export function within(inner: Bits, outer: Bits): boolean {
  return (inner & ~outer) === noBits;
}

/**
 * For each number all numbers that it leads to, by however many steps; itself among them.
 * @param steps for each number those that it leads to directly
 */
export function closures(steps: readonly (readonly number[])[]): readonly Bits[] {
  const reached = steps.map((_, number) => bit(number));
  for (let changed = true; changed; ) {
    changed = false;
    steps.forEach((next, number) => {
      const was = reached[number] ?? noBits;
      const is = next.reduce((bits, other) => bits | (reached[other] ?? noBits), was);
      reached[number] = is;
      changed ||= is !== was;
    });
  }
  return reached;
}
