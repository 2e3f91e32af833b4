import { type ContainerPlace, Unobserved } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { buildTree, CannotBuild } from '../../../harness/world/file-tree/build-tree.ts';
import { entriesOf } from '../../../harness/world/file-tree/entries-of.ts';
import { standInHome } from '../command/standing-fault.ts';
import type { Observation } from '../observation.ts';
import { realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { plentyBytes, standsInHome } from '../world-tree.ts';
import { startSession } from './start-session.ts';

/** Puts what a run left in memory on disk, and starts the session there. */
export async function goOn(
  scenario: Scenario,
  observation: Observation,
  compose: Compose,
  place: ContainerPlace,
): Promise<Observation | Unobserved> {
  const { folder: root, privileged, mounts } = place;
  const reject = (reason: string): Unobserved => new Unobserved({ kind: 'rejected', reason });
  if (!privileged) return reject('only root gives files to the user that HOME belongs to');
  try {
    using _ = await buildTree(root, entriesOf(observation.after, mountedIn(scenario)), {
      linksBelow: root,
      mount: mounts ? (path, bytes) => place.mountLimited(path, bytes) : undefined,
    });
    if (standsInHome(scenario)) standInHome(withRoomLeft(scenario, observation), root);
    const session = await startSession(scenario, compose, place);
    return session instanceof Unobserved ? session : { ...observation, session };
  } catch (error) {
    if (error instanceof CannotBuild) return reject(error.message);
    throw error;
  }
}

function mountedIn(scenario: Scenario): Readonly<Record<string, number>> {
  return standsInHome(scenario) ? { [realHome.slice(1)]: plentyBytes } : {};
}

/** What the program made has taken of the room that the disk had. */
function withRoomLeft(scenario: Scenario, { before, after }: Observation): Scenario {
  const { fault } = scenario;
  if (fault.kind !== 'full-disk') return scenario;
  return { ...scenario, fault: { ...fault, room: Math.max(0, fault.room - (after.size - before.size)) } };
}
