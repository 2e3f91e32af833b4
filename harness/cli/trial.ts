import type { ReplayOptions } from '../corpus/replay.ts';
import { patienceOf } from '../engine/campaign/plan.ts';
import { failuresOf } from '../engine/failure.ts';
import type { Reproduction } from '../engine/repro/reproduce.ts';
import type { SubjectSource } from '../engine/subject.ts';
import { judgeApart, reproduceApart } from '../engine/worker/judge-apart.ts';
import { WorkerSlot } from '../engine/worker/slot.ts';
import { HarnessFault } from '../harness-fault.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { AnyTarget } from '../target.ts';
import type { RealSettings } from '../world/command/real-settings.ts';
import type { CaseSubject } from './case-subject.ts';
import { standardTimeoutMs } from './options.ts';
import type { Registered } from './registry.ts';
import { namesAt } from './subjects.ts';
import { UsageError } from './usage-error.ts';

/** A place to run single scenarios in a worker process: a hang or a crash costs that process, and is the verdict. */
export interface Trials extends AsyncDisposable {
  judge(target: AnyTarget, implementation: string, scenario: unknown): Promise<Verdict>;
  reproduce(target: AnyTarget, implementation: string, scenario: unknown): Promise<Reproduction>;
  /** For `replayCase`. */
  readonly replay: ReplayOptions;
}

/**
 * Opens such a place.
 * @param guest an implementation that is not the target's own, or is run in a way of its own
 * @param own how all others of the target's own are run; left out: in process
 */
export function openTrials(
  registered: readonly Registered[],
  timeout: number | undefined,
  guest?: CaseSubject,
  own?: RealSettings,
): Trials {
  const slot = new WorkerSlot();
  const standard = timeout ?? standardTimeoutMs;
  const real = own ?? guest?.real;
  const limitMs = patienceOf({ ...(real !== undefined && { real }) }, standard);
  const sourceOf = (target: AnyTarget, name: string): SubjectSource => {
    const url = registered.find(entry => entry.target.name === target.name)?.url;
    if (url === undefined) throw new HarnessFault(`there is no target "${target.name}"`, 'bad-target');
    if (guest?.name === name) {
      const { source: implementation, real } = guest;
      return { target: url, implementation, without: [], ...(real !== undefined && { real }) };
    }
    if (![target.reference, ...target.mutants].some(known => known.name === name)) {
      throw new UsageError(
        `the case names "${name}", which is not ours. Say what it is: --impl cmd:…, or module:FILE`,
      );
    }
    return {
      target: url,
      implementation: { kind: 'named', name },
      without: [],
      ...(own !== undefined && { real: own }),
    };
  };
  const judge: Trials['judge'] = async (target, name, scenario) =>
    judgeApart(slot, sourceOf(target, name), scenario, limitMs);
  return {
    judge,
    reproduce: async (target, name, scenario) =>
      reproduceApart(slot, sourceOf(target, name), scenario, limitMs),
    replay: {
      failuresOf,
      limitMs,
      implementations: guest === undefined ? [] : [guestOf(guest)],
      run: (target, { name }, scenario) => judge(target, name, scenario),
      ...(own !== undefined && { real: { whyNot: (target, name) => whyNotTried(target, name, own) } }),
    },
    [Symbol.asyncDispose]: () => slot[Symbol.asyncDispose](),
  };
}

/** Why one of a target's own can't be told anything of for real; undefined: it can. */
function whyNotTried(target: AnyTarget, name: string, { fidelity }: RealSettings): string | undefined {
  const blind = fidelity === 'container' ? target.container?.blindTo?.[name] : undefined;
  if (blind !== undefined) return `no container can tell it from the reference: ${blind}`;
  return namesAt(target, fidelity).includes(name) ? undefined : 'it is not run at this fidelity';
}

/** Known here by its name only. */
function guestOf({ name }: CaseSubject) {
  const run = (): never => {
    throw new HarnessFault(`${name} runs in workers only`, 'bad-target');
  };
  return { name, run };
}
