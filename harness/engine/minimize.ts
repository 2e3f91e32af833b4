import { Value } from 'fast-check';
import type { Verdict } from '../judge/verdict.ts';
import type { AnyTarget } from '../target.ts';
import { failuresOf } from './failure.ts';
import { type ShrinkLimits, type Shrunk, shrink } from './shrink/shrink.ts';

/** What a smaller scenario must keep: this implementation passes, or fails in one of these buckets. */
interface Bond {
  readonly implementation: string;
  readonly buckets: readonly string[];
}

/** Runs a scenario on an implementation, by its name. */
export type RunNamed = (implementation: string, scenario: unknown) => Promise<Verdict>;

/** Why there is nothing to make smaller. */
export interface NotFailing {
  readonly ended: 'not failing';
  readonly implementation: string;
}

/**
 * Makes a scenario smaller while each of the implementations still does what it does now: those that fail, fail in a
 * bucket in which they failed before; the others pass.
 * @param failing implementations that must fail on it
 * @param passing implementations that must pass
 */
export async function minimize(
  target: AnyTarget,
  scenario: unknown,
  {
    failing,
    passing,
    run,
  }: { readonly failing: readonly string[]; readonly passing: readonly string[]; readonly run: RunNamed },
  limits: ShrinkLimits,
): Promise<Shrunk<unknown> | NotFailing> {
  const bucketsOf = async (implementation: string, candidate: unknown): Promise<readonly string[]> =>
    failuresOf({ target: target.name, implementation }, await run(implementation, candidate)).map(
      ({ bucket }) => bucket,
    );
  const bonds: Bond[] = [];
  for (const implementation of failing) {
    const buckets = await bucketsOf(implementation, scenario);
    if (buckets.length === 0) return { ended: 'not failing', implementation };
    bonds.push({ implementation, buckets });
  }
  const still = async (candidate: unknown): Promise<boolean> => {
    for (const { implementation, buckets } of bonds) {
      const now = await bucketsOf(implementation, candidate);
      if (!now.some(bucket => buckets.includes(bucket))) return false;
    }
    for (const implementation of passing) {
      if ((await run(implementation, candidate)).kind !== 'pass') return false;
    }
    return true;
  };
  return shrink(target.scenario, new Value(scenario, undefined), still, limits);
}
