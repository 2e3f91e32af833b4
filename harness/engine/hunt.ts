import { runOnce } from '../judge/judge.ts';
import type { Violation } from '../judge/verdict.ts';
import type { Mutant, Target } from '../target.ts';
import { draw } from './draw.ts';

/** How a mutant was killed. */
export interface Kill<S> {
  /** Generated runs that it took, counted from 1. */
  readonly run: number;
  readonly scenario: S;
  /** By one of the properties that the mutant names. */
  readonly violation: Violation;
}

/**
 * Runs drawn scenarios, no examples, until a property that the mutant names is broken.
 * @returns undefined when the mutant survives all runs
 */
export async function hunt<S, O>(
  target: Target<S, O>,
  mutant: Mutant<S, O>,
  options: { readonly seed: number; readonly runs: number },
): Promise<Kill<S> | undefined> {
  for (let run = 0; run < options.runs; run++) {
    const scenario = draw(target.scenario, run, { seed: options.seed, examples: false }).value;
    const judged = runOnce(target, mutant, scenario);
    const verdict = judged instanceof Promise ? await judged : judged;
    if (verdict.kind !== 'violation') continue;
    const violation = verdict.violations.find(({ property }) => mutant.caughtBy.includes(property));
    if (violation !== undefined) return { run: run + 1, scenario, violation };
  }
  return undefined;
}
