import { HarnessFault } from '../../harness/harness-fault.ts';
import { type ContainerPlace, Unobserved } from '../../harness/stage.ts';
import type { ContainerContract } from '../../harness/target.ts';
import { buildFiles, whyNoNames } from './command/build-world.ts';
import { composeAccount, readableFiles } from './command/compose-account.ts';
import { composeOfMachine, runForReal } from './command/run-for-real.ts';
import { blindTo } from './container/blind-to.ts';
import { features } from './container/features.ts';
import { insideAccount } from './container/inside-account.ts';
import { writeForEngine } from './container/real-files.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** How an assembler's list comes to its last word: its services are started, and the kernel is asked inside of each. */
export const container: ContainerContract<Scenario, Observation> = {
  async run(scenario, stage) {
    const observation = await runForReal(scenario, stage);
    return observation instanceof Unobserved ? observation : lookedInside(scenario, observation, stage);
  },
  async inProcess(scenario, implementation, place) {
    const reason = whyNoNames(scenario);
    if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
    const observation = await implementation.run(scenario);
    if (observation instanceof Unobserved || readableFiles(scenario, observation) === undefined)
      return observation;
    buildFiles(scenario, place.folder);
    return lookedInside(scenario, observation, place);
  },
  features,
  blindTo,
};

/** With what a real Compose and a real engine make of the files that were handed over, if any could be read. */
async function lookedInside(
  scenario: Scenario,
  observation: Observation,
  { folder, engine }: Pick<ContainerPlace, 'folder' | 'engine'>,
): Promise<Observation> {
  const files = readableFiles(scenario, observation);
  if (files === undefined) return observation;
  const compose = await composeOfMachine();
  if (compose === undefined)
    throw new HarnessFault(
      'a list of Compose files is run by Compose 2: see scripts/fetch-compose',
      'engine',
    );
  writeForEngine(scenario, files, folder);
  const account = observation.compose ?? (await composeAccount(scenario, observation, folder, compose));
  const inside = await insideAccount(scenario, files, { root: folder, engine, compose });
  return { ...observation, ...(account !== undefined && { compose: account }), inside };
}
