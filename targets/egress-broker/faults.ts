import type { FaultReport } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** What became of each fault of a pair of streams. */
export function faults(scenario: Scenario, { pairFaults }: Observation): readonly FaultReport[] {
  return scenario.faults.map(({ nth, kind }, at) => ({
    fault: `pair ${nth} ${kind}`,
    outcome: pairFaults[at] ?? 'unreached',
  }));
}
