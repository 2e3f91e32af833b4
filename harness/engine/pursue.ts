import type { Value } from 'fast-check';
import { runOnCopy } from '../judge/judge.ts';
import type { Implementation, Target } from '../target.ts';
import { type Failure, failuresOf } from './failure.ts';
import { type ShrinkLimits, type Shrunk, shrink } from './shrink/shrink.ts';

/** How often a failure is run again before it is believed. */
const confirmations = 3;

/** A failure that was run again and made smaller. */
export interface Pursued<S> {
  /** Of the smallest scenario. */
  readonly failure: Failure;
  readonly scenario: S;
  readonly repeats: { readonly seen: number; readonly of: number };
  readonly shrinks: number;
  readonly shrinking: Shrunk<S>['ended'] | 'skipped';
}

/** Runs one scenario and says which failures came of it. */
export type Attempt<S> = (scenario: S) => Promise<readonly Failure[]> | readonly Failure[];

/** An attempt in this process. */
export function attemptHere<S, O>(target: Target<S, O>, implementation: Implementation<S, O>): Attempt<S> {
  const owner = { target: target.name, implementation: implementation.name };
  return scenario => {
    const verdict = runOnCopy(target, implementation, scenario);
    return verdict instanceof Promise
      ? verdict.then(settled => failuresOf(owner, settled))
      : failuresOf(owner, verdict);
  };
}

/** How a pursuit is followed, and ended early. */
export interface PursueHooks<S> {
  /** Told of each smaller scenario, with its failure. */
  accepted?(scenario: S, failure: Failure): void;
  /** Asked before each attempt to shrink: true leaves it as small as it is. */
  stop?(): boolean;
}

/**
 * Confirms a failure by running it three more times, and shrinks it inside its bucket. One that does not repeat each
 * time is not shrunk, since nothing could be concluded from a smaller scenario that passes.
 */
export async function pursue<S, O>(
  target: Target<S, O>,
  start: Value<S>,
  first: Failure,
  attempt: Attempt<S>,
  limits: ShrinkLimits,
  { accepted = () => {}, stop }: PursueHooks<S> = {},
): Promise<Pursued<S>> {
  let failure = first;
  const still = async (scenario: S): Promise<boolean> => {
    const again = (await attempt(scenario)).find(({ bucket }) => bucket === first.bucket);
    if (again !== undefined) failure = again;
    return again !== undefined;
  };

  let seen = 0;
  for (let time = 0; time < confirmations; time++) if (await still(start.value)) seen++;
  const repeats = { seen, of: confirmations };
  if (seen < confirmations)
    return { failure: first, scenario: start.value, repeats, shrinks: 0, shrinking: 'skipped' };

  const shrunk = await shrink(target.scenario, start, still, limits, {
    accepted: smaller => accepted(smaller, failure),
    ...(stop !== undefined && { stop }),
  });
  return {
    failure,
    scenario: shrunk.scenario,
    repeats,
    shrinks: shrunk.shrinks,
    shrinking: shrunk.ended,
  };
}
