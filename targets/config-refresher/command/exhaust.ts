import type { Stage, Unobserved } from '../../../harness/stage.ts';
import type { ExhaustContract, Judged } from '../../../harness/target.ts';
import { examples } from '../examples.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { observe } from './observe.ts';
import { letPass, type OpenWorld, openWorld, runIn, type WorldRun } from './run-in-world.ts';

const [calmest] = examples;
const dayMs = 86_400_000;

/** Says of a run that something went wrong in it; what, the trace knows. */
const somethingWrong: Scenario['faults'] = [
  { operation: 'any', nth: 1, effect: { kind: 'error', code: 'EIO', lasting: false } },
];

/**
 * Runs with every step of a refresh: over an old target and marker, and where both are to be made. Then what has to be
 * refused, before anything happens.
 */
export const exhaust: ExhaustContract<Scenario, Observation> = {
  scenarios: [
    calmest,
    { ...calmest, target: { ...calmest.target, kind: 'missing' }, marker: 'missing', umask: 0o077 },
    {
      ...calmest,
      source: {
        ...calmest.source,
        content: { ...calmest.source.content, damage: { kind: 'cut', permille: 500 } },
      },
    },
    { ...calmest, target: { ...calmest.target, kind: 'link' } },
    { ...calmest, target: { ...calmest.target, kind: 'folder' } },
    { ...calmest, marker: 'link-to-source' },
  ],
  run: runOnceMore,
};

async function runOnceMore(
  scenario: Scenario,
  stage: Stage,
): Promise<
  | { readonly first: Judged<Scenario, Observation>; readonly next?: Judged<Scenario, Observation> }
  | Unobserved
> {
  await using world = await openWorld(scenario, stage);
  const run = await runIn(world);
  const first = judged({ ...scenario, faults: somethingWrong }, world, run);
  if (run.rans[0].end.kind !== 'killed') return { first };
  letPass(world, dayMs);
  return { first, next: judged(scenario, world, await runIn(world)) };
}

function judged(scenario: Scenario, world: OpenWorld, run: WorldRun): Judged<Scenario, Observation> {
  return { scenario, observation: observe(world, run) };
}
