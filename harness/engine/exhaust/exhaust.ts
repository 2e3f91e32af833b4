import { judge } from '../../judge/judge.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { type TracedCall, Unobserved } from '../../stage.ts';
import type { ExhaustContract, Judged, Target } from '../../target.ts';
import type { CommandImplementation } from '../../world/command/command-implementation.ts';
import { firedOf } from '../../world/strace/fired.ts';
import { now } from '../clock.ts';
import type { ExhaustedScenario, ExhaustReport, ExhaustRow, Outcome } from './exhaust-report.ts';
import {
  type Attempt,
  attemptsOn,
  injectionIn,
  isSameCall,
  type Recorded,
  recordScenario,
  runTraced,
  type StartsOf,
} from './recorded-scenario.ts';

/** What is gone through, and how. */
export interface ExhaustOptions<S, O> {
  readonly target: Target<S, O>;
  readonly contract: ExhaustContract<S, O>;
  readonly implementation: CommandImplementation<S, O>;
  /** How many runs at a time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/** Runs of threads differ: so often an attempt is made until its call is the one that is hit. */
const mostTries = 5;

/**
 * Records one run of each scenario, then runs it once more for everything that can go wrong at any of its system calls
 * on the world, and judges every property each time; after a kill also of the run that follows.
 * @throws HarnessFault what the stage throws
 */
export async function exhaust<S, O>(options: ExhaustOptions<S, O>): Promise<ExhaustReport> {
  const { target, contract, implementation, signal } = options;
  const began = now();
  const scenarios: ExhaustedScenario[] = [];
  for (const scenario of contract.scenarios) {
    if (!signal.aborted) scenarios.push(await exhaustScenario(options, scenario));
  }
  return {
    target: target.name,
    implementation: implementation.name,
    scenarios,
    interrupted: signal.aborted,
    elapsedMs: now() - began,
  };
}

async function exhaustScenario<S, O>(options: ExhaustOptions<S, O>, scenario: S): Promise<ExhaustedScenario> {
  const { target, contract, implementation, jobs, signal } = options;
  const name = target.account.gist(scenario);
  const made = await recordScenario(implementation, contract, scenario);
  if (typeof made === 'string') return { scenario: name, impossible: made, calls: 0, rows: [] };
  const { recorded, judged } = made;
  const untouched = told(judge(target, judged.scenario, judged.observation), 'this');
  const attempts = attemptsOn(recorded);
  const rows = new Map<number, ExhaustRow>();
  const waiting = attempts.entries();
  const work = async (): Promise<void> => {
    for (const [at, attempt] of waiting) {
      if (signal.aborted) return;
      rows.set(at, await rowOf(options, scenario, recorded, attempt));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const calls = new Set(attempts.map(({ ordinal }) => ordinal)).size;
  const first: ExhaustRow = {
    ordinal: 0,
    call: '',
    paths: [],
    fault: 'none',
    outcome: untouched,
    alsoHit: 0,
  };
  return { scenario: name, calls, rows: [first, ...attempts.flatMap((_, at) => rows.get(at) ?? [])] };
}

async function rowOf<S, O>(
  options: ExhaustOptions<S, O>,
  scenario: S,
  recorded: Recorded,
  attempt: Attempt,
): Promise<ExhaustRow> {
  const { ordinal, call, paths, fault } = attempt;
  const row = { ordinal, call: call.call, paths, fault };
  if (attempt.aim === undefined) return { ...row, outcome: { kind: 'unaimed' }, alsoHit: 0 };
  let why = '';
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { came, first } = await runTraced(options.implementation, options.contract, scenario, folder => {
      const injection = injectionIn(attempt, recorded, folder);
      return injection === undefined ? [] : [injection];
    });
    const hit = hitOf(attempt, recorded, first);
    if (hit.kind === 'hit') return { ...row, outcome: outcomeOf(options.target, came), alsoHit: hit.others };
    if (hit.kind === 'missed') return { ...row, outcome: hit, alsoHit: 0 };
    why = hit.reason;
  }
  return { ...row, outcome: { kind: 'unreached', reason: why }, alsoHit: 0 };
}

type Hit =
  | { readonly kind: 'hit'; readonly others: number }
  | { readonly kind: 'missed' | 'unreached'; readonly reason: string };

/** Whether the call that was meant was hit, read from the trace. */
function hitOf(attempt: Attempt, recorded: Recorded, start: StartsOf | undefined): Hit {
  if (start === undefined) return { kind: 'unreached', reason: 'the program was not started' };
  const injection = injectionIn(attempt, recorded, start.folder);
  const trace = start.ran.calls;
  const [fired] = injection === undefined ? [] : firedOf([injection], trace);
  if (fired === undefined || fired.outcome === 'unreached')
    return { kind: 'unreached', reason: 'the run did not come to the call' };
  if (fired.outcome === 'missed')
    return { kind: 'missed', reason: `the call came, and nothing went wrong: ${shown(fired.at)}` };
  const [first, ...others] = fired.at;
  if (first === undefined || !isSameCall(recorded, attempt.call, first, start.folder))
    return { kind: 'unreached', reason: `another call was hit: ${shown(fired.at)}` };
  return { kind: 'hit', others: others.length };
}

const shownCharacters = 120;

function shown(calls: readonly TracedCall[]): string {
  return (calls[0]?.text ?? '').slice(0, shownCharacters);
}

function outcomeOf<S, O>(
  target: Target<S, O>,
  came: Unobserved | { readonly first: Judged<S, O>; readonly next?: Judged<S, O> },
): Outcome {
  if (came instanceof Unobserved) return told(came.instead, 'this');
  const first = told(judge(target, came.first.scenario, came.first.observation), 'this');
  if (first.kind !== 'pass' || came.next === undefined) return first;
  return told(judge(target, came.next.scenario, came.next.observation), 'next');
}

function told(verdict: Verdict, run: 'this' | 'next'): Outcome {
  switch (verdict.kind) {
    case 'pass':
      return verdict;
    case 'violation': {
      const [{ property, reason }, ...others] = verdict.violations;
      return { kind: 'violation', property, reason, run, more: others.length };
    }
    case 'hang':
      return { kind: 'hang', reason: `it had not ended after ${verdict.limitMs} ms`, run };
    case 'crash':
    case 'rejected':
      return { kind: verdict.kind, reason: verdict.reason, run };
    case 'harness-fault':
      return { kind: 'missed', reason: verdict.reason };
  }
}
