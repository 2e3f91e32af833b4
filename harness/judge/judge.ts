import { HarnessFault } from '../harness-fault.ts';
import { Unobserved } from '../stage.ts';
import type { FaultReport, Implementation, Row, Target } from '../target.ts';
import { normalise } from './signature.ts';
import { bounded, describeThrown } from './thrown.ts';
import { pass, type Verdict, type Violation } from './verdict.ts';

/**
 * Judges what a run came to: every property is asked of an observation, none masks another. A property that throws is
 * the harness's fault.
 */
export function judge<S, O>(target: Target<S, O>, scenario: S, observation: O | Unobserved): Verdict {
  if (observation instanceof Unobserved) return observation.instead;
  try {
    return verdict(target, scenario, observation);
  } catch (error) {
    return { kind: 'harness-fault', reason: `what was observed can't be judged: ${describeThrown(error)}` };
  }
}

function verdict<S, O>(target: Target<S, O>, scenario: S, observation: O): Verdict {
  const reports = target.faults?.(scenario, observation);
  const missed = reports?.filter(report => report.outcome === 'missed');
  if (missed?.length)
    return { kind: 'harness-fault', reason: `planned, reached and did not fire: ${named(missed)}` };
  const violations = broken(target, scenario, observation);
  if (violations !== undefined) return { kind: 'violation', violations };
  const unreached = reports?.filter(report => report.outcome === 'unreached');
  if (unreached?.length) return { kind: 'rejected', reason: `the run ended before: ${named(unreached)}` };
  return pass;
}

/** Runs one scenario and judges it. Waits only for an implementation that is asynchronous. */
export function runOnce<S, O>(
  target: Target<S, O>,
  implementation: Implementation<S, O>,
  scenario: S,
): Verdict | Promise<Verdict> {
  return runOn(target, implementation, scenario, scenario);
}

/**
 * The same, with a copy of the scenario for the implementation: one that changes what it is given is judged by what it
 * was given.
 */
export function runOnCopy<S, O>(
  target: Target<S, O>,
  implementation: Implementation<S, O>,
  scenario: S,
): Verdict | Promise<Verdict> {
  return runOn(target, implementation, structuredClone(scenario), scenario);
}

function runOn<S, O>(
  target: Target<S, O>,
  implementation: Implementation<S, O>,
  given: S,
  scenario: S,
): Verdict | Promise<Verdict> {
  let running: O | Unobserved | Promise<O | Unobserved>;
  try {
    running = implementation.run(given);
  } catch (error) {
    return crashed(error);
  }
  if (!isPromise(running)) return judge(target, scenario, running);
  return Promise.resolve(running).then(observation => judge(target, scenario, observation), crashed);
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function broken<S, O>(
  target: Target<S, O>,
  scenario: S,
  observation: O,
): [Violation, ...Violation[]] | undefined {
  let violations: [Violation, ...Violation[]] | undefined;
  for (const property of target.properties) {
    const judgement = property.check(scenario, observation);
    if (judgement.holds) continue;
    const reason = bounded(judgement.reason);
    const { signature = normalise(reason), details = [] } = judgement;
    const rows = details.map(([label, text]): Row => [label, bounded(text)]);
    const violation = { property: property.name, reason, signature, details: rows };
    if (violations === undefined) violations = [violation];
    else violations.push(violation);
  }
  return violations;
}

/** What an exception says: the harness's own fault, or the crash of the code under test. */
function crashed(error: unknown): Verdict {
  if (error instanceof HarnessFault) return { kind: 'harness-fault', reason: error.message };
  const reason = describeThrown(error);
  return { kind: 'crash', reason, signature: normalise(reason) };
}

function named(reports: readonly FaultReport[]): string {
  return reports.map(report => report.fault).join(', ');
}
