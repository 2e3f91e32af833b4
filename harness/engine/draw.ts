import { Value } from 'fast-check';
import type { ScenarioSpace } from '../target.ts';
import { randomOf } from './random.ts';

/** Where a scenario came from: the examples, then the arbitrary. */
export interface DrawOptions {
  readonly seed: number;
  /** Whether the examples come first. Off when a mutant must be found by drawing alone. */
  readonly examples: boolean;
}

/** fast-check's own bias for the n-th value it draws: small and special values are rarer as a campaign grows. */
function bias(nth: number): number {
  return 2 + Math.trunc(Math.log10(nth + 1));
}

/**
 * The scenario of one run, with the context that lets fast-check shrink it. A pure function of its arguments.
 * @param run number of the run, from 0
 */
export function draw<S>(space: ScenarioSpace<S>, run: number, options: DrawOptions): Value<S> {
  const first = options.examples ? space.examples.length : 0;
  const example = options.examples ? space.examples[run] : undefined;
  if (example !== undefined) return new Value(structuredClone(example), undefined);
  return space.arbitrary.generate(randomOf(options.seed, run - first), bias(run - first));
}
