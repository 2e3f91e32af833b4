import { randomBytes } from 'node:crypto';
import { type Engine, Unobserved } from '../../../harness/stage.ts';
import { CannotBuild } from '../../../harness/world/file-tree/build-tree.ts';
import { callsOf, callsOfSecondSweep } from '../listing.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { claimNames } from './claim-names.ts';
import { ContainerSet } from './container-set.ts';
import { wantedOf, whyNotReal } from './wanted.ts';

/** Does something with the containers that a scenario is to have, which are nobody else's meanwhile and gone afterwards. */
export async function withContainers(
  scenario: Scenario,
  engine: Engine,
  act: (set: ContainerSet) => Promise<Observation | Unobserved>,
): Promise<Observation | Unobserved> {
  const reason = whyNotReal(scenario);
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const calls = [...callsOf(scenario), ...(scenario.twice ? callsOfSecondSweep(scenario) : [])];
  const names = calls.flatMap(call => [...wantedOf(call).keys()]);
  await using _claim = await claimNames(engine.socket, names);
  await using set = new ContainerSet(engine, `${engine.label}-${randomBytes(4).toString('hex')}`);
  try {
    return await act(set);
  } catch (error) {
    if (error instanceof CannotBuild) return new Unobserved({ kind: 'rejected', reason: error.message });
    throw error;
  }
}
