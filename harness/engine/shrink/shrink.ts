import { Value } from 'fast-check';
import type { ScenarioSpace } from '../../target.ts';
import { now } from '../clock.ts';
import { simpler } from './simpler.ts';

/** How much shrinking may cost. The same scenario and the same `runs` give the same result; `ms` is the safety net. */
export interface ShrinkLimits {
  readonly runs: number;
  readonly ms: number;
}

/** The smallest scenario found. */
export interface Shrunk<S> {
  readonly scenario: S;
  /** How often a smaller one was accepted. */
  readonly shrinks: number;
  readonly runs: number;
  readonly ended: 'finished' | 'out of runs' | 'out of time';
}

/** How shrinking is followed, and ended early. */
export interface ShrinkHooks<S> {
  /** Told of each smaller scenario at once, so that it outlives a process that is lost while shrinking. */
  accepted?(scenario: S): void;
  /** Asked before each run: true ends it there, as if its time were used up. */
  stop?(): boolean;
}

/**
 * Makes a failing scenario smaller while it stays the same bug. First along fast-check's own shrinks, which know the
 * context of the draw; then over the JSON value towards the calmest scenario, which every case can be shrunk by.
 * @param still whether a scenario still falls into the bucket: anything else is another bug and not accepted
 */
export async function shrink<S>(
  space: ScenarioSpace<S>,
  start: Value<S>,
  still: (scenario: S) => boolean | Promise<boolean>,
  limits: ShrinkLimits,
  { accepted = () => {}, stop = () => false }: ShrinkHooks<S> = {},
): Promise<Shrunk<S>> {
  const deadline = now() + limits.ms;
  const seen = new Set([JSON.stringify(start.value)]);
  let current = start;
  let shrinks = 0;
  let runs = 0;
  let ended: Shrunk<S>['ended'] = 'finished';

  const spent = (): boolean => {
    if (runs >= limits.runs) ended = 'out of runs';
    else if (now() >= deadline || stop()) ended = 'out of time';
    return ended !== 'finished';
  };
  const firstThatFails = async (candidates: Iterable<Value<S>>): Promise<Value<S> | undefined> => {
    for (const candidate of candidates) {
      if (spent()) return undefined;
      const text = JSON.stringify(candidate.value);
      if (seen.has(text)) continue;
      seen.add(text);
      if (!space.schema.safeParse(candidate.value).success) continue;
      runs++;
      if (await still(candidate.value)) return candidate;
    }
    return undefined;
  };
  const follow = async (candidates: (from: Value<S>) => Iterable<Value<S>>): Promise<void> => {
    for (;;) {
      const next = await firstThatFails(candidates(current));
      if (next === undefined) return;
      current = next;
      shrinks++;
      accepted(next.value);
    }
  };

  await follow(from => byArbitrary(space, from));
  await follow(from => byValue(space, from));
  return { scenario: current.value, shrinks, runs, ended };
}

function byArbitrary<S>({ arbitrary }: ScenarioSpace<S>, from: Value<S>): Iterable<Value<S>> {
  if (from.context === undefined && !arbitrary.canShrinkWithoutContext(from.value_)) return [];
  return arbitrary.shrink(from.value_, from.context);
}

/** Candidates by value. Their type is checked by the schema before they run. */
function* byValue<S>(space: ScenarioSpace<S>, from: Value<S>): Generator<Value<S>> {
  for (const candidate of simpler(from.value, space.examples[0])) {
    const parsed = space.schema.safeParse(candidate);
    if (parsed.success) yield new Value(parsed.data, undefined);
  }
}
