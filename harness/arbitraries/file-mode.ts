import { type Arbitrary, constantFrom, integer, oneof } from 'fast-check';

/** The permission bits of a mode as people write them: four octal digits, set-uid, set-gid and sticky first. */
export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

/** @throws TypeError on anything but four octal digits */
export function modeOf(text: unknown): number {
  if (typeof text !== 'string' || !/^[0-7]{4}$/.test(text)) throw new TypeError('not a mode');
  return Number.parseInt(text, 8);
}

/** The twelve bits of a mode, one by one. */
const bits = Array.from({ length: 12 }, (_, bit) => 1 << bit);

/**
 * Modes from 0000 to 7777 as four octal digits: the right one, the common one, every mode that differs from the right
 * one in a single bit, and any. Shrinks towards 0000 bit by bit of the number.
 * @param right the mode that is asked for
 * @param weights shares of the right mode, the common mode 0755, the ones a bit apart, and any
 */
export function fileMode(
  right: number,
  weights: {
    readonly right: number;
    readonly common: number;
    readonly apart: number;
    readonly any: number;
  } = {
    right: 4,
    common: 2,
    apart: 3,
    any: 1,
  },
): Arbitrary<string> {
  return oneof(
    { weight: weights.any, arbitrary: integer({ min: 0, max: 0o7777 }).map(octal, modeOf) },
    { weight: weights.right, arbitrary: constantFrom(octal(right)) },
    { weight: weights.common, arbitrary: constantFrom('0755') },
    { weight: weights.apart, arbitrary: constantFrom(...bits.map(bit => octal(right ^ bit))) },
  );
}
