import process from 'node:process';
import { type Stage, type Start, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { buildTree, CannotBuild } from '../../../harness/world/file-tree/build-tree.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import type { Session } from '../container/inside.ts';
import { environmentOf } from '../environment.ts';
import type { Ended, Observation } from '../observation.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { userUid } from '../world-before.ts';
import { worldTree } from '../world-tree.ts';
import { standInHome } from './standing-fault.ts';
import { asUser } from './user.ts';
import { whyNotReal } from './why-not-real.ts';

function rejected(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason });
}

/**
 * Runs a program twice in a scenario's world, for real, as the user that HOME belongs to.
 * @param start starts a session afterwards
 */
export async function runForReal(
  scenario: Scenario,
  stage: Stage,
  start?: () => Promise<Session | Unobserved>,
): Promise<Observation | Unobserved> {
  const reason = whyNotReal(scenario, stage);
  if (reason !== undefined) return rejected(reason);
  const { folder: root, privileged } = stage;
  try {
    using _ = await buildTree(root, worldTree(scenario, root), {
      linksBelow: root,
      mount: privileged ? (path, bytes) => stage.mountLimited(path, bytes) : undefined,
      ...(privileged && { owner: { uid: userUid, gid: userUid } }),
    });
    const observation = await observe(scenario, stage);
    if (start === undefined || observation instanceof Unobserved) return observation;
    const session = await start();
    return session instanceof Unobserved ? session : { ...observation, session };
  } catch (error) {
    if (error instanceof CannotBuild) return rejected(error.message);
    throw error;
  }
}

async function observe(scenario: Scenario, stage: Stage): Promise<Observation | Unobserved> {
  const fault = standInHome(scenario, stage.folder);
  const start = startOf(scenario, stage);
  const before = look(stage);
  const first = await run(start, stage);
  if (first instanceof Unobserved) return first;
  const after = look(stage);
  const second = await run(start, stage);
  if (second instanceof Unobserved) return second;
  return {
    uid: stage.privileged ? userUid : (process.geteuid?.() ?? 0),
    first,
    second,
    before,
    after,
    again: look(stage),
    failed: undefined,
    faults: fault.reports(first),
  };
}

/** All of a world but what the program may leave in `TMPDIR`. */
function look({ folder }: Stage): TreeSnapshot {
  return snapshotFolder(folder, { linksBelow: folder, except: new Set(['tmp']) });
}

function startOf(scenario: Scenario, { folder: root, path, privileged }: Stage): Start {
  const places = placesOf(scenario, root);
  const { home, temporary } = places;
  return {
    arguments: [],
    environment: contractEnvironment(environmentOf(scenario, places), { home, temporary, path }),
    folder: places.project,
    umask: scenario.umask,
    ...(privileged && { identity: asUser }),
  };
}

async function run(start: Start, stage: Stage): Promise<Ended | Unobserved> {
  const { end, err } = await stage.start(start);
  const said = err.text.replaceAll(stage.folder, '');
  if (end.kind === 'exited') return { status: end.status, said };
  // What the harness ended is told by the harness itself.
  const signal = end.kind === 'killed' ? end.signal : end.kind;
  return new Unobserved({
    kind: 'crash',
    reason: `it was ended by ${signal}`,
    signature: `ended by ${signal}`,
  });
}
