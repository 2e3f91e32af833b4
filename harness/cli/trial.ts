import type { ReplayOptions, Run } from '../corpus/replay.ts';
import { failuresOf } from '../engine/failure.ts';
import { judgeApart } from '../engine/worker/judge-apart.ts';
import { WorkerSlot } from '../engine/worker/slot.ts';
import type { CaseSubject } from './case-subject.ts';
import type { Registered } from './registry.ts';

/** A place to run single scenarios of any target in a worker process. */
export interface Trials extends AsyncDisposable {
  readonly run: Run;
  readonly options: ReplayOptions;
}

/** Opens such a place. A hang or a crash costs its process, and is the verdict. */
export function openTrials(registered: readonly Registered[], limitMs: number, guest?: CaseSubject): Trials {
  const urls = new Map(registered.map(({ target, url }) => [target.name, url]));
  const sourceOf = (target: string, name: string) => ({
    target: urls.get(target) ?? '',
    implementation: guest?.implementation.name === name ? guest.source : ({ kind: 'named', name } as const),
    without: [],
  });
  const slot = new WorkerSlot();
  const run: Run = (target, implementation, scenario) =>
    judgeApart(slot, sourceOf(target.name, implementation.name), scenario, limitMs);
  const implementations = guest === undefined ? [] : [guest.implementation];
  return {
    run,
    options: { failuresOf, run, limitMs, implementations },
    [Symbol.asyncDispose]: () => slot[Symbol.asyncDispose](),
  };
}
