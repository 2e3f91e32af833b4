import { type Stage, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { type Compose, findCompose } from '../../../harness/world/compose/find-compose.ts';
import { environmentOf, generatorTimeout } from '../model.ts';
import { endedByOthers, type Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { buildWorld, whyNotReal } from './build-world.ts';
import { composeAccount } from './compose-account.ts';
import { observe, snapshot } from './observe.ts';

let found: Promise<Compose | undefined> | undefined;

/** The machine's Compose 2, looked for once. */
export function composeOfMachine(): Promise<Compose | undefined> {
  found ??= findCompose(2);
  return found;
}

/**
 * Runs a scenario with a real program and real generators in a real world, and asks a real Compose, where there is one,
 * what the files come to that were handed over.
 * @param find finds that Compose
 */
export async function runForReal(
  scenario: Scenario,
  stage: Stage,
  find: () => Promise<Compose | undefined> = composeOfMachine,
): Promise<Observation | Unobserved> {
  const reason = whyNotReal(scenario);
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const world = buildWorld(scenario, stage.folder);
  const { places } = world;
  const before = snapshot(world);
  const began = performance.now();
  const ran = await stage.start({
    arguments: [places.project],
    environment: contractEnvironment(environmentOf(scenario, places), {
      home: `${stage.folder}/home/dev`,
      temporary: places.temporary,
      path: stage.path,
    }),
    folder: places.project,
  });
  const observation = observe(scenario, world, before, ran);
  const late = hurried(scenario, observation, (performance.now() - began) / 1_000);
  if (late !== undefined) return new Unobserved({ kind: 'rejected', reason: late });
  const compose = await find();
  if (compose === undefined) return observation;
  const account = await composeAccount(scenario, observation, stage.folder, compose);
  return account === undefined ? observation : { ...observation, compose: account };
}

/**
 * Why a failed assembly proves nothing: a generator that was not to hang used its time up all the same.
 * @param seconds what the run took
 */
function hurried(scenario: Scenario, { exit, ran }: Observation, seconds: number): string | undefined {
  const hanging = scenario.generators.filter(({ ends }) => ends.how === 'hangs').map(({ name }) => name);
  const others = ran.filter(({ name, ended }) => ended === endedByOthers && !hanging.includes(name));
  const spent = ran.filter(({ name }) => hanging.includes(name)).length;
  const [first] = others;
  if (exit === 0 || first === undefined || seconds < Number(generatorTimeout) * (1 + spent)) return undefined;
  return `the machine is too slow just now: generator ${JSON.stringify(first.name)} was ended before it was done`;
}
