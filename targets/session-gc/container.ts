import { join } from 'node:path';
import type { ContainerStage, Unobserved } from '../../harness/stage.ts';
import type { ContainerContract } from '../../harness/target.ts';
import { startingCommands } from './command/real-world.ts';
import { type PlaceDocker, runForReal } from './command/run-for-real.ts';
import { blindTo } from './container/blind-to.ts';
import type { ContainerSet } from './container/container-set.ts';
import type { Meanwhile } from './container/engine-sockets.ts';
import { features } from './container/features.ts';
import { sweepInProcess } from './container/in-process.ts';
import { placeEngine } from './container/place-engine.ts';
import { withContainers } from './container/with-containers.ts';
import { dockerVariable, homeOf } from './layout.ts';
import { SweepInMemory } from './model.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** How a sweep comes to its last word: docker(1), its engine and the containers are real. */
export const container: ContainerContract<Scenario, Observation> = {
  run: (scenario, stage) => sweepForReal(scenario, stage),
  async inProcess(scenario, implementation, place) {
    if (scenario.docker.is !== 'program' || !(implementation instanceof SweepInMemory))
      return implementation.run(scenario);
    return withContainers(scenario, place.engine, set =>
      sweepInProcess(scenario, implementation, { place, set }),
    );
  },
  features,
  blindTo,
};

/**
 * The same as `container.run`.
 * @param meanwhile what is done to the engine itself just before a call gets to it
 */
export async function sweepForReal(
  scenario: Scenario,
  stage: ContainerStage,
  meanwhile?: Meanwhile,
): Promise<Observation | Unobserved> {
  // Nobody can ask an engine: the world is that of any real run.
  if (scenario.docker.is !== 'program') return runForReal(scenario, stage);
  return withContainers(scenario, stage.engine, set =>
    runForReal(scenario, stage, placer(scenario, stage, set, meanwhile)),
  );
}

function placer(
  scenario: Scenario,
  { engine }: ContainerStage,
  set: ContainerSet,
  meanwhile: Meanwhile | undefined,
): PlaceDocker {
  let placed = 0;
  return async ({ root }, calls) => {
    placed += 1;
    const path = root + dockerVariable(scenario);
    const docker = await placeEngine(calls, {
      path,
      backstage: join(root, `backstage-${placed}`),
      engine: engine.socket,
      set,
      watched: root + homeOf(scenario),
      starting: id => startingCommands(scenario, root, id),
      meanwhile,
    });
    // As what the sweep says is told: without the folder that stands for the root.
    const told = (text: string): string => text.replaceAll(`${root}/`, '/');
    return {
      seen: () =>
        docker.seen().map(({ inside, ...call }) => ({
          ...call,
          inside: { ...inside, complaint: told(inside.complaint) },
        })),
      [Symbol.asyncDispose]: () => docker[Symbol.asyncDispose](),
    };
  };
}
