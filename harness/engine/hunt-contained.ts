import { setImmediate } from 'node:timers/promises';
import { HarnessFault } from '../harness-fault.ts';
import { runOnCopy } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Implementation, Target } from '../target.ts';
import { now } from './clock.ts';
import { draw } from './draw.ts';
import { beatMs } from './explore.ts';
import { type Failure, failuresOf } from './failure.ts';
import { type Hunted, type HuntOptions, type Kill, smallest } from './hunt.ts';

/** So many containers may a mutant outlive at one seed. */
const mostContainers = 12;

/**
 * Hunts a mutant that runs in process and whose runs go on to containers. Drawn scenarios, no examples, are run in
 * process; one on which a property that the mutant names breaks there is put before the container, unless an earlier one
 * with the same labels broke in the same bucket and told nothing inside.
 * @param mutant the mutant, its runs in containers
 * @param model the same, in process
 * @returns undefined when the mutant survives all runs, or as many containers as are spent on it
 */
export async function huntContained<S, O>(
  target: Target<S, O>,
  mutant: Hunted<S, O>,
  model: Implementation<S, O>,
  options: HuntOptions,
): Promise<Kill<S> | undefined> {
  const owner = { target: target.name, implementation: mutant.name };
  const caught = (verdict: Verdict): Failure | undefined => {
    if (verdict.kind === 'harness-fault') throw new HarnessFault(verdict.reason, 'bad-target');
    return failuresOf(owner, verdict).find(
      ({ kind, property }) => kind === 'violation' && mutant.caughtBy.includes(property),
    );
  };
  const tried = new Set<string>();
  let outlived = 0;
  let nextBeat = now() + beatMs;
  for (let run = 0; run < options.runs && outlived < mostContainers; run++) {
    if (now() >= nextBeat) {
      options.beat?.();
      await setImmediate();
      nextBeat = now() + beatMs;
    }
    const drawn = draw(target.scenario, run, { seed: options.seed, examples: false });
    const inProcess = caught(await runOnCopy(target, model, drawn.value));
    if (inProcess === undefined) continue;
    const kind = JSON.stringify([inProcess.bucket, [...target.scenario.labels(drawn.value)].sort()]);
    if (tried.has(kind)) continue;
    options.beat?.();
    const verdict = await runOnCopy(target, mutant, drawn.value);
    const violation = caught(verdict);
    if (violation !== undefined) return smallest(target, mutant, options, drawn, { run: run + 1, violation });
    // What can't be built costs no container, and says nothing of the next of its kind.
    if (verdict.kind === 'rejected') continue;
    tried.add(kind);
    outlived++;
  }
  return undefined;
}
