import * as fs from 'node:fs';
import { join } from 'node:path';
import { type Fault, faultName } from '../../../harness/arbitraries/fault-plan.ts';
import type { Injection, Stage, Unobserved } from '../../../harness/stage.ts';
import type { FaultReport } from '../../../harness/target.ts';
import { firedOf } from '../../../harness/world/strace/fired.ts';
import { knownPaths } from '../../../harness/world/strace/known-paths.ts';
import { planInjections } from '../../../harness/world/strace/plan-injection.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { observe } from './observe.ts';
import { letPass, type OpenWorld, openWorld, runIn, type WorldRun } from './run-in-world.ts';
import { rejected, unseen } from './unseen.ts';

const dayMs = 86_400_000;

/** What a plan needs: where to hit, or why it can't be done. */
type Planned = { readonly injections: readonly Injection[] } | { readonly rejected: Unobserved };

/**
 * Runs a scenario with a real program whose system calls are traced, and fail where the scenario's faults say. A run
 * without them, in a twin of the world, shows which call of this program the n-th operation is.
 */
export async function runAtKernel(scenario: Scenario, stage: Stage): Promise<Observation | Unobserved> {
  const { faults, earlier } = scenario;
  const plan = await planned(faults, scenario, stage);
  if ('rejected' in plan) return plan.rejected;
  const kill = await planned(earlier === null ? [] : [killAfter(earlier.operations)], scenario, stage);
  if ('rejected' in kill) return kill.rejected;
  await using world = await openWorld(scenario, stage);
  if (earlier !== null) {
    const { rans } = await runIn(world, { injections: kill.injections, company: false });
    // Of a program that starts others, one of those may be who does it: the program itself lives on.
    if (rans[0].end.kind !== 'killed') return rejected('the earlier refresher was not killed there');
    letPass(world, dayMs);
  }
  const run = await runIn(world, { injections: plan.injections });
  return unseen(scenario, run) ?? observe(world, run, reports(faults, run));
}

function killAfter(operations: number): Fault {
  return { operation: 'any', nth: operations, effect: { kind: 'crash', when: 'after' } };
}

/** Where the faults are to be put, by a run without them, alone. The world is cleared away again. */
async function planned(faults: readonly Fault[], scenario: Scenario, stage: Stage): Promise<Planned> {
  if (faults.length === 0) return { injections: [] };
  await using twin = await openWorld(scenario, stage);
  const { paths } = twin;
  const world = [paths.project, paths.temporary];
  const known = knownPaths(world, [paths.source, paths.target, paths.marker]);
  const { rans } = await runIn(twin, { injections: [], company: false });
  clear(twin);
  const plan = planInjections(faults, { trace: rans[0].calls, known, world, working: paths.project });
  if (plan.kind === 'planned') return plan;
  return {
    rejected: rejected(
      plan.kind === 'unaimed' ? plan.reason : `this program does not come to it: ${plan.faults.join(', ')}`,
    ),
  };
}

/** Empties the world's folders, which stay: a file system may be mounted there. */
function clear({ paths }: OpenWorld): void {
  for (const folder of [paths.project, paths.temporary])
    for (const name of fs.readdirSync(folder))
      fs.rmSync(join(folder, name), { recursive: true, force: true });
}

/** What became of the faults, read from the trace. */
function reports(
  faults: readonly Fault[],
  { rans: [{ calls }], injections }: WorldRun,
): readonly FaultReport[] {
  const fired = firedOf(injections, calls);
  return faults.map((fault, at) => ({ fault: faultName(fault), outcome: fired[at]?.outcome ?? 'missed' }));
}
