import type { AnyTarget, Broken, CrashContract, Glimpse, Property } from '../../target.ts';
import type { PersistenceName } from '../../world/crash/persistence.ts';
import { type CrashState, type CrashStates, crashStatesOf, type Way } from '../../world/crash/states.ts';
import type { BadState, Moment, ScenarioReport } from './crash-report.ts';
import type { Attempt, RecordedRun } from './recorded-run.ts';
import { changesOf, stepsOf } from './way-steps.ts';

type Contract = CrashContract<unknown, unknown>;
type AnyProperty = Property<unknown, unknown>;

/** One property that one state breaks. */
interface Breach {
  readonly property: string;
  readonly moment: Moment;
  readonly broken: Broken;
  readonly state: CrashState;
  readonly way: Way;
}

interface Bench {
  readonly scenario: unknown;
  readonly target: AnyTarget;
  readonly contract: Contract;
  readonly run: RecordedRun;
}

function named(target: AnyTarget, names: readonly string[]): readonly AnyProperty[] {
  return names.flatMap(name => target.properties.filter(property => property.name === name));
}

/** Which properties a glimpse breaks. */
function* breachesOf(
  { target, contract, scenario }: Bench,
  moment: Moment,
  glimpse: Glimpse,
): Generator<{ readonly property: string; readonly moment: Moment; readonly broken: Broken }> {
  const { found, afterSuccess, nextRun } = contract.judged;
  const names = { found, 'after success': afterSuccess, 'next run': nextRun }[moment];
  const observation = contract.observe(scenario, glimpse);
  for (const property of named(target, names)) {
    const judgement = property.check(scenario, observation);
    if (!judgement.holds) yield { property: property.name, moment, broken: judgement };
  }
}

/** The state as it is found, as it is found after the run had ended well, and the run that comes after it. */
async function* judged(bench: Bench, state: CrashState): AsyncGenerator<Breach> {
  const { run, contract } = bench;
  const { before, began, finished } = run.recording;
  const seen = { original: before, before, after: state.volume, began, finished };
  for (const breach of breachesOf(bench, 'found', { ...seen, ended: undefined }))
    yield { ...breach, state, way: state.way };
  if (state.afterAll !== undefined && run.ended.status === 0) {
    for (const breach of breachesOf(bench, 'after success', { ...seen, ended: run.ended }))
      yield { ...breach, state, way: state.afterAll };
  }
  const next = await run.again(state.volume);
  if (next.ended === undefined) {
    const [property] = contract.judged.nextRun;
    const broken: Broken = { holds: false, reason: `The next run did not end by itself: ${next.why}.` };
    yield { property, moment: 'next run', broken, state, way: state.way };
    return;
  }
  for (const breach of breachesOf(bench, 'next run', { ...next, original: before }))
    yield { ...breach, state, way: state.way };
}

function shorter(one: Breach, other: Breach): boolean {
  if (one.way.operations !== other.way.operations) return one.way.operations < other.way.operations;
  return one.way.lost < other.way.lost;
}

/** For each property and moment the breach with the shortest way, in the order in which the contract names them. */
function worstOf(
  { contract, run }: Bench,
  { order }: CrashStates,
  breaches: readonly Breach[],
): readonly BadState[] {
  const { found, afterSuccess, nextRun } = contract.judged;
  const ranks: readonly (readonly [Moment, readonly string[]])[] = [
    ['found', found],
    ['after success', afterSuccess],
    ['next run', nextRun],
  ];
  return ranks.flatMap(([moment, names]) =>
    names.flatMap((property): readonly BadState[] => {
      const same = breaches.filter(breach => breach.property === property && breach.moment === moment);
      const [first, ...others] = same;
      if (first === undefined) return [];
      const shortest = others.reduce((best, breach) => (shorter(breach, best) ? breach : best), first);
      const { reason, details = [] } = shortest.broken;
      return [
        {
          property,
          moment,
          reason,
          details,
          states: same.length,
          steps: stepsOf(order, shortest.way),
          finds: changesOf(run.recording.before, shortest.state.volume),
        },
      ];
    }),
  );
}

/** Judges every state that a recorded run can leave. */
export async function judgeStates(
  target: AnyTarget,
  contract: Contract,
  scenario: unknown,
  attempt: Attempt,
  persistence: PersistenceName,
): Promise<ScenarioReport> {
  const gist = target.account.gist(scenario);
  const nothing = { scenario: gist, operations: 0, judged: 0, equal: 0, complete: false, bad: 0, worst: [] };
  if (attempt.kind === 'impossible') return { ...nothing, impossible: attempt.reason };
  const { run } = attempt;
  const { status, err } = run.ended;
  // Of a run that refused nothing can be lost: to find no bad state would say nothing.
  if (status !== 0)
    return {
      ...nothing,
      impossible: `the run ended with status ${status}: ${err.join(' ') || 'not a word'}`,
    };
  const bench = { scenario, target, contract, run };
  const states = crashStatesOf(run.recording, persistence);
  const breaches: Breach[] = [];
  for (const state of states.states) for await (const breach of judged(bench, state)) breaches.push(breach);
  return {
    scenario: gist,
    impossible: undefined,
    operations: run.recording.operations.length,
    judged: states.states.length,
    equal: states.equal,
    complete: states.complete,
    bad: new Set(breaches.map(({ state }) => state)).size,
    worst: worstOf(bench, states, breaches),
  };
}
