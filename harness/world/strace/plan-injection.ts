import { type Fault, faultName } from '../../arbitraries/fault-plan.ts';
import type { Injection, TracedCall } from '../../stage.ts';
import { type Aim, aimAt, countedFrom } from './aim.ts';
import { operationOf } from './operations.ts';
import { type WorldCall, worldCalls } from './world-calls.ts';

/** A run without faults, and what of it will be the same the next time. */
export interface FaultlessRun {
  readonly trace: readonly TracedCall[];
  /** From `knownPaths`. */
  readonly known: ReadonlySet<string>;
  /** The world's folders, absolute. */
  readonly world: readonly string[];
  /** The working folder that the program was started in. */
  readonly working: string;
}

export type InjectionPlan =
  | { readonly kind: 'planned'; readonly injections: readonly Injection[] }
  /** The run does not come to these. */
  | { readonly kind: 'unreached'; readonly faults: readonly string[] }
  /** System calls can't be made to fail like that, or none of them alone. */
  | { readonly kind: 'unaimed'; readonly reason: string };

interface Planned {
  readonly fault: Fault;
  /** Index in the trace of the call that is to be hit. */
  readonly place: number;
  readonly effect: Injection['effect'];
  readonly lasting: boolean;
  /** Indices of the calls that a lasting fault is to hit. */
  readonly due: readonly number[];
}

function occurrences({ operation }: Fault, calls: readonly WorldCall[]): readonly WorldCall[] {
  return calls.filter(({ traced }) => {
    const kind = operationOf(traced);
    return operation === 'any' ? kind !== undefined : kind === operation;
  });
}

/** Where a process is killed after a call: at its next one, of whatever kind. */
function nextPlace(trace: readonly TracedCall[], place: number): number | undefined {
  const next = trace.findIndex((call, at) => at > place && call.pid === trace[place]?.pid);
  return next < 0 ? undefined : next;
}

function planned(
  fault: Fault,
  { trace }: FaultlessRun,
  calls: readonly WorldCall[],
): Planned | string | undefined {
  const { nth, effect } = fault;
  const due = occurrences(fault, calls)
    .slice(nth - 1)
    .map(({ index }) => index);
  const [first] = due;
  if (first === undefined) return undefined;
  if (effect.kind === 'crash') {
    const place = effect.when === 'before' ? first : nextPlace(trace, first);
    if (place === undefined) return undefined;
    return { fault, place, effect: { kind: 'signal', signal: 'KILL' }, lasting: false, due: [place] };
  }
  const { lasting } = effect;
  if (effect.kind === 'error') return { fault, place: first, effect, lasting, due };
  if (effect.bytes > 0) return 'a write that takes some of its bytes takes a disk that fills up';
  return { fault, place: first, effect: { kind: 'returns', value: 0 }, lasting, due };
}

/** Whether counting on from the n-th call hits what a lasting fault is to hit, and nothing else. */
function lastsAsPlanned(
  { trace }: FaultlessRun,
  injection: Injection,
  from: number,
  due: readonly number[],
): boolean {
  const hit = countedFrom(trace, injection, from).flatMap(({ at, nth }) => (nth >= injection.nth ? at : []));
  return hit.length === due.length && hit.every(at => due.includes(at));
}

function injectionsOf(plans: readonly Planned[], aim: Aim): readonly Injection[] {
  return plans.flatMap(({ effect, lasting }, at) => {
    const nth = aim.at[at];
    if (nth === undefined) return [];
    const after = aim.after === undefined ? {} : { after: aim.after };
    return [{ ...nth, effect, ...(lasting && { lasting }), ...after }];
  });
}

/**
 * Finds the system calls at which a scenario's faults happen for real, in a run like the one that was recorded without
 * them: the n-th operation of a kind on the world becomes the n-th call of a name in a thread.
 */
export function planInjections(faults: readonly Fault[], run: FaultlessRun): InjectionPlan {
  const calls = worldCalls(run.trace, run);
  const plans: Planned[] = [];
  const unreached: string[] = [];
  for (const fault of faults) {
    const plan = planned(fault, run, calls);
    if (typeof plan === 'string') return { kind: 'unaimed', reason: plan };
    if (plan === undefined) unreached.push(faultName(fault));
    else plans.push(plan);
  }
  if (unreached.length > 0) return { kind: 'unreached', faults: unreached };
  const aim = aimAt(
    run,
    plans.map(({ place }) => place),
  );
  if (aim === undefined) return { kind: 'unaimed', reason: 'no way to hit those calls and no others' };
  const injections = injectionsOf(plans, aim);
  for (const [at, { lasting, due, fault }] of plans.entries()) {
    const injection = injections[at];
    if (!lasting || injection === undefined || lastsAsPlanned(run, injection, aim.from, due)) continue;
    return { kind: 'unaimed', reason: `no way to hit those calls and no others: ${faultName(fault)}` };
  }
  return { kind: 'planned', injections };
}
