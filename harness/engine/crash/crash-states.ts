import { HarnessFault } from '../../harness-fault.ts';
import type { AnyTarget } from '../../target.ts';
import type { PersistenceName } from '../../world/crash/persistence.ts';
import type { CrashReport, ScenarioReport } from './crash-report.ts';
import { judgeStates } from './judge-states.ts';
import type { Recorder } from './recorded-run.ts';

/** What is looked for: the states of whose runs, under which model. */
export interface CrashSearch {
  readonly target: AnyTarget;
  /** Its name. */
  readonly implementation: string;
  readonly recorder: Recorder<unknown>;
  readonly persistence: PersistenceName;
  readonly signal: AbortSignal;
}

/**
 * Records a run of each of the target's scenarios for losses of power, and judges every state that each can leave.
 * @throws HarnessFault `bad-target` where the target has no such scenarios
 */
export async function crashStates(search: CrashSearch): Promise<CrashReport> {
  const { target, implementation, recorder, persistence, signal } = search;
  const { crash } = target;
  if (crash === undefined)
    throw new HarnessFault(`${target.name} says nothing of losses of power`, 'bad-target');
  const scenarios: ScenarioReport[] = [];
  for (const scenario of crash.scenarios) {
    if (signal.aborted) break;
    scenarios.push(
      await recorder.record(scenario, attempt => judgeStates(target, crash, scenario, attempt, persistence)),
    );
  }
  return { target: target.name, implementation, persistence, scenarios };
}
