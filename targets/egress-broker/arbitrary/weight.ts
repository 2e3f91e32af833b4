import type { Arbitrary } from 'fast-check';

/** Records are drawn as plain JSON has them: with a prototype. */
export const options = { noNullPrototype: true };

/** One of the choices of `oneof`, with its weight. */
export function of<T>(weight: number, arbitrary: Arbitrary<T>): { weight: number; arbitrary: Arbitrary<T> } {
  return { weight, arbitrary };
}
