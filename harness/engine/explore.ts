import { setImmediate } from 'node:timers/promises';
import { runOnCopy, runOnce } from '../judge/judge.ts';
import { normalise } from '../judge/signature.ts';
import type { Implementation, Target } from '../target.ts';
import { type Choice, inTurn } from './choose/chooser.ts';
import { now } from './clock.ts';
import { draw } from './draw.ts';
import { type Failure, failuresOf } from './failure.ts';

/** Runs `from` up to, not including, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A run by its number, and by that of the drawn scenario that it got: they differ only where scenarios are chosen. */
export interface RunNumber {
  readonly run: number;
  readonly candidate: number;
}

/** The first run of a stretch that fell into a bucket. */
export interface Sighting extends RunNumber {
  readonly failure: Failure;
}

/** What a stretch of runs came to. */
export interface Explored extends Stretch {
  /** One for each bucket, in the order of their runs. */
  readonly sightings: readonly Sighting[];
  readonly rejected: number;
  /** How many were rejected for each reason, less what differs from run to run. */
  readonly rejections: Readonly<Record<string, number>>;
  /**
   * How many scenarios carried each label. Examples are not counted, and those that were not chosen are: labels are
   * about the generator.
   */
  readonly labels: Readonly<Record<string, number>>;
  /** How many scenarios were asked for their labels. */
  readonly labelled: number;
  /** The harness's own faults: the first of each reason. */
  readonly faults: readonly { readonly run: number; readonly reason: string }[];
}

/** What a stretch is explored with. */
export interface ExploreOptions extends Stretch {
  readonly seed: number;
  readonly examples: boolean;
  /** Chooses a run's scenario; undefined ends the stretch there. Left out: the one that is drawn for it. */
  choose?(run: number): Promise<Choice | undefined>;
  /** Called before each run, when it must be known which run a lost process was at. */
  before?(at: RunNumber): void;
  /** Called about every 50 ms with the number of the next run; true ends the stretch there. */
  beat?(run: number): boolean;
}

/** How often work in progress says that it is alive. */
export const beatMs = 50;

/** Labels cost time: the first drawn scenarios are all asked for theirs, then a fixed sample. */
function isLabelled(nth: number): boolean {
  return nth >= 0 && (nth < 256 || nth % 16 === 0);
}

/**
 * Draws, runs and judges a stretch of runs, and goes on after a failure. Keeps the first run of each bucket.
 * Between beats nothing but the code under test is waited for.
 */
export async function explore<S, O>(
  target: Target<S, O>,
  implementation: Implementation<S, O>,
  options: ExploreOptions,
): Promise<Explored> {
  const owner = { target: target.name, implementation: implementation.name };
  const { scenario: space } = target;
  const firstDrawn = options.examples ? space.examples.length : 0;
  const sightings = new Map<string, Sighting>();
  const faults = new Map<string, number>();
  const labels = new Map<string, number>();
  const rejections = new Map<string, number>();
  let labelled = 0;
  let rejected = 0;
  let nextBeat = now() + beatMs;
  let run = options.from;

  for (; run < options.to; run++) {
    if (now() >= nextBeat) {
      if (options.beat?.(run)) break;
      await setImmediate();
      nextBeat = now() + beatMs;
    }
    const choice = options.choose === undefined ? inTurn(run) : await options.choose(run);
    if (choice === undefined) break;
    const { candidate } = choice;
    options.before?.({ run, candidate });
    const scenario = draw(space, candidate, options).value;
    for (let drawn = choice.from; drawn < choice.to; drawn++) {
      if (!isLabelled(drawn - firstDrawn)) continue;
      labelled++;
      const one = drawn === candidate ? scenario : draw(space, drawn, options).value;
      for (const label of new Set(space.labels(one))) labels.set(label, (labels.get(label) ?? 0) + 1);
    }
    const judging = runOnce(target, implementation, scenario);
    const verdict = judging instanceof Promise ? await judging : judging;
    if (verdict.kind === 'pass') continue;
    if (verdict.kind === 'rejected') {
      rejected++;
      const reason = normalise(verdict.reason);
      rejections.set(reason, (rejections.get(reason) ?? 0) + 1);
    } else if (verdict.kind === 'harness-fault') {
      if (!faults.has(verdict.reason)) faults.set(verdict.reason, run);
    } else {
      const fresh = failuresOf(owner, verdict).some(({ bucket }) => !sightings.has(bucket));
      if (!fresh) continue;
      // Once more, untouched: what the code under test did to its scenario must not decide the bucket.
      const again = failuresOf(
        owner,
        await runOnCopy(target, implementation, draw(space, candidate, options).value),
      );
      for (const failure of again.length > 0 ? again : failuresOf(owner, verdict)) {
        if (!sightings.has(failure.bucket)) sightings.set(failure.bucket, { run, candidate, failure });
      }
    }
  }

  return {
    from: options.from,
    to: run,
    sightings: [...sightings.values()],
    rejected,
    rejections: Object.fromEntries(rejections),
    labels: Object.fromEntries(labels),
    labelled,
    faults: [...faults].map(([reason, at]) => ({ run: at, reason })),
  };
}
