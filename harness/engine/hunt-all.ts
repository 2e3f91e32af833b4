import process from 'node:process';
import type { AnyTarget, Fidelity, MutantStory, ProgramMutant } from '../target.ts';
import type { RealSettings } from '../world/command/real-settings.ts';
import { findProgram, systemPath } from '../world/find-program.ts';
import { patienceOf } from './campaign/plan.ts';
import type { Emit, EventBody } from './events.ts';
import type { Failure } from './failure.ts';
import { goesOnFromProcess, type SubjectSource } from './subject.ts';
import { WorkerSlot } from './worker/slot.ts';

/** The seeds at which every mutant must die. */
export const mutantSeeds = [1, 2, 3] as const;

/** A target whose mutants are hunted, and where workers load it from. */
export interface Hunted {
  readonly target: AnyTarget;
  readonly url: string;
}

/** How mutants are hunted. */
export interface HuntAllOptions {
  readonly seeds: readonly number[];
  readonly jobs: number;
  /** How long one run in process may take, in ms. */
  readonly limitMs: number;
  /**
   * Given: the mutants that are programs are hunted, for real; in containers those in process too, where the target goes
   * on from there. Left out: those that run in process.
   */
  readonly real?: RealSettings;
  /** Names of the mutants; all, when left out. */
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
}

interface Quarry {
  readonly target: AnyTarget;
  readonly source: SubjectSource;
  readonly mutant: MutantStory;
}

const shrinkLimits = { runs: 500, ms: 5_000 };
/** Drawn runs for each that a mutant in process states: not all that it breaks can be built around a container. */
const containerFactor = 10;
/** Each run costs a process or more. */
const realShrinkLimits = { runs: 40, ms: 5_000 };

/**
 * Hunts every mutant of the targets at every seed, in worker processes, and tells by events who killed it. A mutant is
 * killed when at each seed one of the properties that it names breaks within the runs that it states.
 */
export async function huntAll(hunted: readonly Hunted[], options: HuntAllOptions, emit: Emit): Promise<void> {
  const quarries = hunted.flatMap(({ target, url }) =>
    mutantsAt(target, options.real?.fidelity ?? 'model')
      .filter(({ name }) => options.only?.includes(name) ?? true)
      .map((mutant): Quarry => {
        const implementation = { kind: 'named', name: mutant.name } as const;
        const { real } = options;
        const source = { target: url, implementation, without: [], ...(real !== undefined && { real }) };
        return { target, mutant, source };
      }),
  );
  const tell = inOrder(quarries.length);
  let next = 0;
  const work = async (): Promise<void> => {
    await using slot = new WorkerSlot();
    for (let at = next++; at < quarries.length && !options.signal?.aborted; at = next++) {
      const quarry = quarries[at];
      if (quarry === undefined) return;
      const events = await huntOne(slot, quarry, options);
      tell(at, () => {
        for (const event of events) emit(event);
      });
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
}

/** The mutants of a target that are hunted at a fidelity. */
export function mutantsAt(
  { mutants, command, container }: AnyTarget,
  fidelity: Fidelity,
): readonly MutantStory[] {
  if (fidelity === 'model') return mutants;
  const programs = command?.mutants ?? [];
  if (fidelity !== 'container') return programs;
  if (container === undefined) return [];
  return container.inProcess === undefined ? programs : [...mutants, ...programs];
}

async function huntOne(
  slot: WorkerSlot,
  quarry: Quarry,
  options: HuntAllOptions,
): Promise<readonly EventBody[]> {
  const { target, mutant, source } = quarry;
  const reason = whyNotHunted(quarry, options);
  if (reason !== undefined)
    return [{ type: 'mutant-skipped', target: target.name, mutant: mutant.name, reason }];
  const fidelity = options.real?.fidelity === 'container' ? ({ fidelity: 'container' } as const) : {};
  const within = mutant.within * (isContainedInProcess(quarry, options) ? containerFactor : 1);
  const about = { target: target.name, mutant: mutant.name, within };
  const runs: number[] = [];
  const survived: number[] = [];
  let first: { readonly scenario: unknown; readonly violation: Failure } | undefined;
  for (const seed of options.seeds) {
    const shrink = options.real === undefined ? shrinkLimits : realShrinkLimits;
    const limits = first === undefined ? { shrink } : {};
    const task = { kind: 'hunt', subject: source, seed, runs: within, ...limits } as const;
    const outcome = await slot.perform(task, { limitMs: patienceOf(source, options.limitMs) });
    if (outcome.kind !== 'hunted') {
      const reason = outcome.kind === 'lost' || outcome.kind === 'failed' ? outcome.reason : outcome.kind;
      return [
        {
          type: 'harness-fault',
          target: target.name,
          reason: `mutant ${mutant.name}, seed ${seed}: ${reason}`,
        },
      ];
    }
    const { kill } = outcome;
    if (kill === undefined) survived.push(seed);
    else {
      runs.push(kill.run);
      first ??= kill;
    }
  }
  if (first === undefined || survived.length > 0)
    return [{ type: 'mutant-survived', ...about, seeds: survived, ...fidelity }];
  const { scenario, violation } = first;
  const { property } = violation;
  const gist = target.account.gist(scenario);
  return [{ type: 'mutant-killed', ...about, property, runs, gist, violation, scenario }];
}

function isContainedInProcess({ target, source }: Quarry, { real }: HuntAllOptions): boolean {
  return real?.fidelity === 'container' && goesOnFromProcess(target, source.implementation);
}

function whyNotHunted({ target, mutant }: Quarry, { real }: HuntAllOptions): string | undefined {
  if (real === undefined) return undefined;
  const blind = real.fidelity === 'container' ? target.container?.blindTo : undefined;
  return blind?.[mutant.name] ?? whatLacks(mutant);
}

/** What a program needs and this machine has not; undefined: nothing. */
function whatLacks({ needs = [], needsRoot }: MutantStory & Partial<ProgramMutant>): string | undefined {
  const missing = needs.filter(name => findProgram(name, systemPath) === undefined);
  if (missing.length > 0) return `${missing.join(' and ')} not installed`;
  return needsRoot && process.geteuid?.() !== 0 ? 'the harness is not root' : undefined;
}

/** Tells results in their order, whatever the order in which they come. */
function inOrder(count: number): (at: number, tell: () => void) => void {
  const waiting = new Map<number, () => void>();
  let next = 0;
  return (at, tell) => {
    waiting.set(at, tell);
    for (let ready = waiting.get(next); ready !== undefined && next < count; ready = waiting.get(++next)) {
      waiting.delete(next);
      ready();
    }
  };
}
