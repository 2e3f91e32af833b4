import { faultName } from '../../../harness/arbitraries/fault-plan.ts';
import type { Stage, Unobserved } from '../../../harness/stage.ts';
import type { FaultReport } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { observe } from './observe.ts';
import { planFaults } from './real-fault.ts';
import { type OpenWorld, openWorld, runIn, type WorldRun } from './run-in-world.ts';
import { CannotStand } from './standing-fault.ts';
import { rejected, unseen } from './unseen.ts';

/**
 * Runs a scenario with a real program, real files and faults that stand in the world. What needs an operation to be
 * counted is rejected: most faults, and an earlier refresher that was killed. A second refresher runs beside the first
 * as it comes, whatever its turns; reads give what they are asked for, and the clock goes.
 */
export async function runForReal(scenario: Scenario, stage: Stage): Promise<Observation | Unobserved> {
  if (scenario.earlier !== null)
    return rejected('an earlier refresher is killed after so many operations: kernel fidelity');
  const plan = planFaults(scenario);
  if (plan.kind === 'impossible') return rejected(plan.reason);
  try {
    await using world = await openWorld(scenario, stage, plan.kind === 'real' ? { fault: plan.real } : {});
    const run = await runIn(world);
    const instead = unseen(scenario, run);
    if (instead !== undefined) return instead;
    const reports = plan.kind === 'real' ? [report(faultName(plan.fault), world, run)] : [];
    return observe(world, run, reports);
  } catch (error) {
    if (error instanceof CannotStand) return rejected(error.message);
    throw error;
  }
}

/** What became of a fault that stands in the world: where nothing else is wrong a failure is its doing. */
function report(fault: string, { faultInForce }: OpenWorld, { rans: [{ end }] }: WorldRun): FaultReport {
  if (!faultInForce) return { fault, outcome: 'missed' };
  return { fault, outcome: end.kind === 'exited' && end.status === 0 ? 'unreached' : 'fired' };
}
