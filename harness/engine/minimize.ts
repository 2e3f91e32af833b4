import { Value } from 'fast-check';
import type { Verdict } from '../judge/verdict.ts';
import type { AnyTarget } from '../target.ts';
import { failuresOf } from './failure.ts';
import { type ShrinkLimits, type Shrunk, shrink } from './shrink/shrink.ts';

/** What a smaller scenario must keep: this implementation fails, in this bucket. */
export interface Bond {
  readonly implementation: string;
  /** Left out: the first bucket in which it fails on the whole scenario. */
  readonly bucket?: string;
}

/** Runs a scenario on an implementation, by its name. */
export type RunNamed = (implementation: string, scenario: unknown) => Promise<Verdict>;

/** What must stay as it is. */
export interface Expected {
  readonly failing: readonly Bond[];
  /** Implementations that must pass. */
  readonly passing: readonly string[];
}

/** Why there is nothing to make smaller. */
export interface NotFailing {
  readonly ended: 'not failing';
  readonly implementation: string;
}

/**
 * Makes a scenario smaller while each of the implementations still does what it does now: those that fail, fail in the
 * same bucket; the others pass.
 */
export async function minimize(
  target: AnyTarget,
  scenario: unknown,
  { failing, passing }: Expected,
  run: RunNamed,
  limits: ShrinkLimits,
): Promise<Shrunk<unknown> | NotFailing> {
  const bucketsOf = async (implementation: string, candidate: unknown): Promise<readonly string[]> =>
    failuresOf({ target: target.name, implementation }, await run(implementation, candidate)).map(
      ({ bucket }) => bucket,
    );
  const bonds: Required<Bond>[] = [];
  for (const { implementation, bucket } of failing) {
    const buckets = await bucketsOf(implementation, scenario);
    const bound = buckets.find(found => bucket === undefined || found === bucket);
    if (bound === undefined) return { ended: 'not failing', implementation };
    bonds.push({ implementation, bucket: bound });
  }
  const still = async (candidate: unknown): Promise<boolean> => {
    for (const { implementation, bucket } of bonds) {
      if (!(await bucketsOf(implementation, candidate)).includes(bucket)) return false;
    }
    for (const implementation of passing) {
      if ((await run(implementation, candidate)).kind !== 'pass') return false;
    }
    return true;
  };
  return shrink(target.scenario, new Value(scenario, undefined), still, limits);
}
