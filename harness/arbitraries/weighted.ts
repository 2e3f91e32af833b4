import { type Arbitrary, constantFrom } from 'fast-check';

/**
 * Draws one of a few values, each as often as its weight says, with a single random number. Shrinks to the first value.
 * @param choices pairs of a weight (a whole number, 0 leaves the value out) and a primitive value
 */
export function weighted<const T extends string | number | boolean | null>(
  ...choices: readonly (readonly [weight: number, value: T])[]
): Arbitrary<T> {
  return constantFrom(...choices.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));
}
