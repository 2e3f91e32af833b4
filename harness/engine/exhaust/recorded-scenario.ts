import { relative } from 'node:path';
import { type Injection, type Ran, type Stage, type TracedCall, Unobserved } from '../../stage.ts';
import type { ExhaustContract, Judged } from '../../target.ts';
import type { CommandImplementation } from '../../world/command/command-implementation.ts';
import { type Aim, aimAt } from '../../world/strace/aim.ts';
import { knownPaths } from '../../world/strace/known-paths.ts';
import { faultsAt } from '../../world/strace/sensible-faults.ts';
import { comparedPaths, worldCalls } from '../../world/strace/world-calls.ts';

/** A run without faults: what it called, and where. */
export interface Recorded {
  readonly folder: string;
  readonly working: string;
  readonly trace: readonly TracedCall[];
  readonly known: ReadonlySet<string>;
}

/** Something that goes wrong at one call of a recorded run. */
export interface Attempt {
  readonly ordinal: number;
  readonly call: TracedCall;
  readonly paths: readonly string[];
  readonly fault: string;
  readonly effect: Injection['effect'];
  /** Undefined: there is no way to hit this call alone. */
  readonly aim: Aim | undefined;
}

/** How a scenario is run with something done to the program's first start. */
export interface StartsOf {
  readonly folder: string;
  readonly working: string;
  readonly known: ReadonlySet<string>;
  readonly ran: Ran;
}

/** Runs the scenario; the first start is traced, with the injections that are asked for once its folder is known. */
export async function runTraced<S, O>(
  implementation: CommandImplementation<S, O>,
  contract: ExhaustContract<S, O>,
  scenario: S,
  injectionsIn: (folder: string) => readonly Injection[],
) {
  const starts: StartsOf[] = [];
  const came = await implementation.onStage(stage =>
    contract.run(scenario, traced(stage, injectionsIn, starts)),
  );
  return { came, first: starts[0] };
}

function traced(
  stage: Stage,
  injectionsIn: (folder: string) => readonly Injection[],
  starts: StartsOf[],
): Stage {
  let started = false;
  return {
    ...stage,
    start: async start => {
      if (started) return stage.start(start);
      started = true;
      const { folder } = stage;
      const known = knownPaths([folder], start.arguments);
      const ran = await stage.start({
        ...start,
        trace: { injections: injectionsIn(folder) },
      });
      starts.push({ folder, working: start.folder, known, ran });
      return ran;
    },
  };
}

/** Records the scenario's run without faults. @returns a reason when there is nothing to be recorded */
export async function recordScenario<S, O>(
  implementation: CommandImplementation<S, O>,
  contract: ExhaustContract<S, O>,
  scenario: S,
): Promise<{ readonly recorded: Recorded; readonly judged: Judged<S, O> } | string> {
  const { came, first } = await runTraced(implementation, contract, scenario, () => []);
  if (came instanceof Unobserved) return `the run without faults: ${JSON.stringify(came.instead)}`;
  if (first === undefined) return 'the program was not started';
  const { ran, folder, working, known } = first;
  if (worldCalls(ran.calls, { world: [folder], working }).length === 0)
    return `the program did nothing on its world: ${ran.err.text.trim() || JSON.stringify(ran.end)}`;
  return { recorded: { folder, working, known, trace: ran.calls }, judged: came.first };
}

const kill: Injection['effect'] = { kind: 'signal', signal: 'KILL' };

function faultName(effect: Injection['effect']): string {
  switch (effect.kind) {
    case 'error':
      return effect.code;
    case 'returns':
      return `returns ${effect.value}`;
    case 'signal':
      return 'killed';
  }
}

/** Everything that can go wrong in a recorded run, one at a time: at each call on the world, and a kill at its end. */
export function attemptsOn(recorded: Recorded): readonly Attempt[] {
  const { folder, trace, working } = recorded;
  const attempts: Attempt[] = [];
  const add = (
    place: number,
    ordinal: number,
    paths: readonly string[],
    effects: readonly Injection['effect'][],
  ) => {
    const call = trace[place];
    if (call === undefined) return;
    const aim = aimAt(recorded, [place]);
    for (const effect of effects)
      attempts.push({ ordinal, call, paths, fault: faultName(effect), effect, aim });
  };
  const calls = worldCalls(trace, { world: [folder], working });
  for (const [at, { index, traced, paths }] of calls.entries()) {
    const shown = paths.map(path => relative(folder, path) || '.');
    add(index, at + 1, shown, [...faultsAt(traced), kill]);
  }
  const main = trace[0]?.pid;
  const end = trace.findLastIndex(({ pid, call }) => pid === main && call === 'exit_group');
  add(end, calls.length + 1, [], [kill]);
  return attempts;
}

/** The injection of an attempt, in the world of another run. */
export function injectionIn(attempt: Attempt, recorded: Recorded, folder: string): Injection | undefined {
  const { aim, effect } = attempt;
  const [nth] = aim?.at ?? [];
  if (aim === undefined || nth === undefined) return undefined;
  const there = <T extends { readonly only?: readonly string[] }>(counted: T): T =>
    counted.only === undefined
      ? counted
      : { ...counted, only: counted.only.map(path => moved(path, recorded.folder, folder)) };
  const after = aim.after === undefined ? {} : { after: there(aim.after) };
  return { ...there(nth), effect, ...after };
}

function moved(path: string, from: string, to: string): string {
  return path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
}

/** Whether a call of another run is that call of the recorded one: names that nobody knows beforehand may differ. */
export function isSameCall(recorded: Recorded, call: TracedCall, other: TracedCall, folder: string): boolean {
  if (call.call !== other.call) return false;
  const paths = comparedPaths(call);
  const others = comparedPaths(other);
  return (
    paths.length === others.length &&
    paths.every((path, at) => {
      const there = others[at] ?? '';
      return recorded.known.has(path) ? moved(path, recorded.folder, folder) === there : true;
    })
  );
}
