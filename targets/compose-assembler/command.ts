import { Unobserved } from '../../harness/stage.ts';
import type { CommandContract } from '../../harness/target.ts';
import { contractEnvironment } from '../../harness/world/command/contract-environment.ts';
import { buildWorld, whyNotReal } from './command/build-world.ts';
import { observe, snapshot } from './command/observe.ts';
import { environmentOf } from './model.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';
import { shellMutants } from './shell-mutants.ts';

/** Whole seconds, since not every program that takes a time limit takes parts of one. */
const generatorTimeout = '1';

/** How any program is fuzzed as an assembler: `CONTRACT.md` says it in words. */
export const command: CommandContract<Scenario, Observation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: shellMutants,
  async run(scenario, stage) {
    const reason = whyNotReal(scenario);
    if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
    const world = buildWorld(scenario, stage.folder);
    const { places } = world;
    const own = { ...environmentOf(scenario, places), GENERATOR_TIMEOUT: generatorTimeout };
    const before = snapshot(world);
    const ran = await stage.start({
      arguments: [places.project],
      environment: contractEnvironment(own, {
        home: `${stage.folder}/home/dev`,
        temporary: places.temporary,
        path: stage.path,
      }),
      folder: places.project,
    });
    return observe(scenario, world, before, ran);
  },
};
