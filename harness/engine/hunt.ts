import { setImmediate } from 'node:timers/promises';
import type { Value } from 'fast-check';
import { runOnce } from '../judge/judge.ts';
import type { Implementation, MutantStory, Target } from '../target.ts';
import { now } from './clock.ts';
import { draw } from './draw.ts';
import { beatMs } from './explore.ts';
import { type Failure, failuresOf } from './failure.ts';
import { attemptHere } from './pursue.ts';
import { type ShrinkLimits, shrink } from './shrink/shrink.ts';

/** How a mutant was killed. */
export interface Kill<S> {
  /** Drawn runs that it took, counted from 1. */
  readonly run: number;
  readonly scenario: S;
  /** By one of the properties that the mutant names. */
  readonly violation: Failure;
}

/** What is needed of a mutant to hunt it, however it is run. */
export type Hunted<S, O> = Implementation<S, O> & Pick<MutantStory, 'caughtBy'>;

/** What a mutant is hunted with. */
export interface HuntOptions {
  readonly seed: number;
  readonly runs: number;
  /** Whether the scenario that killed it is made smaller, and how much that may cost. */
  readonly shrink?: ShrinkLimits;
  beat?(): void;
}

/**
 * Runs drawn scenarios, no examples, until a property that the mutant names is broken.
 * @returns undefined when the mutant survives all runs
 */
export async function hunt<S, O>(
  target: Target<S, O>,
  mutant: Hunted<S, O>,
  options: HuntOptions,
): Promise<Kill<S> | undefined> {
  const owner = { target: target.name, implementation: mutant.name };
  let nextBeat = now() + beatMs;
  for (let run = 0; run < options.runs; run++) {
    if (now() >= nextBeat) {
      options.beat?.();
      await setImmediate();
      nextBeat = now() + beatMs;
    }
    const drawn = draw(target.scenario, run, { seed: options.seed, examples: false });
    const judging = runOnce(target, mutant, drawn.value);
    const verdict = judging instanceof Promise ? await judging : judging;
    if (verdict.kind !== 'violation') continue;
    const violation = failuresOf(owner, verdict).find(({ property }) => mutant.caughtBy.includes(property));
    if (violation !== undefined) return smallest(target, mutant, options, drawn, { run: run + 1, violation });
  }
  return undefined;
}

/** Makes the scenario of a kill smaller, if that is asked for. */
export async function smallest<S, O>(
  target: Target<S, O>,
  mutant: Hunted<S, O>,
  options: HuntOptions,
  drawn: Value<S>,
  { run, violation }: Pick<Kill<S>, 'run' | 'violation'>,
): Promise<Kill<S>> {
  if (options.shrink === undefined) return { run, scenario: drawn.value, violation };
  const attempt = attemptHere(target, mutant);
  let found = violation;
  const still = async (scenario: S): Promise<boolean> => {
    options.beat?.();
    const again = (await attempt(scenario)).find(({ bucket }) => bucket === violation.bucket);
    found = again ?? found;
    return again !== undefined;
  };
  const { scenario } = await shrink(target.scenario, drawn, still, options.shrink);
  return { run, scenario, violation: found };
}
