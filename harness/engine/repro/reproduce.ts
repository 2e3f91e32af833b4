import { runOnCopy } from '../../judge/judge.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { Unobserved } from '../../stage.ts';
import type { AnyImplementation, AnyTarget, Judgement } from '../../target.ts';

/** What one property says of the run. */
export interface PropertyWord {
  readonly name: string;
  readonly statement: string;
  readonly judgement: Judgement;
}

/** One scenario run in full view. */
export interface Reproduction {
  readonly verdict: Verdict;
  /** What the run did; undefined when it hung or crashed, and left nothing to look at. */
  readonly observation: { readonly value: unknown } | undefined;
  /** Empty without an observation. */
  readonly properties: readonly PropertyWord[];
}

/**
 * Runs one scenario here and keeps everything there is to see.
 * @param before called right before the implementation, for a debugger to stop at
 */
export async function reproduce(
  target: AnyTarget,
  implementation: AnyImplementation,
  scenario: unknown,
  before?: () => Promise<void>,
): Promise<Reproduction> {
  let kept: { readonly value: unknown } | undefined;
  const watched: AnyImplementation = {
    name: implementation.name,
    run: async given => {
      const value = await implementation.run(given);
      if (!(value instanceof Unobserved)) kept = { value };
      return value;
    },
  };
  await before?.();
  const verdict = await runOnCopy(target, watched, scenario);
  const observation = kept;
  if (observation === undefined || verdict.kind === 'harness-fault') {
    return { verdict, observation: undefined, properties: [] };
  }
  const { value } = observation;
  const properties = target.properties.map(property => ({
    name: property.name,
    statement: property.statement,
    judgement: property.check(scenario, value),
  }));
  return { verdict, observation, properties };
}
