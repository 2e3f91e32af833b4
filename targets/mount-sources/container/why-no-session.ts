import type { ContainerPlace } from '../../../harness/stage.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { seesFolder } from '../../../harness/world/engine/sees-folder.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import { resolve } from '../oracle/resolve.ts';
import { realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { standsInHome } from '../world-tree.ts';
import type { Bound } from './inside.ts';

/** Why no session of a scenario can be started on an engine; undefined: one can. The engine makes nothing outside of the world. */
export async function whyNoSession(
  scenario: Scenario,
  bound: readonly Bound[],
  client: EngineClient,
  { folder: root, engine, privileged }: Pick<ContainerPlace, 'folder' | 'engine' | 'privileged'>,
): Promise<string | undefined> {
  if (!privileged) return 'only root removes what the engine makes';
  if (!(await seesFolder(client, engine, root))) return 'the engine does not see the world';
  if (standsInHome(scenario)) {
    if (engine.pid === undefined) return 'whether the engine sees the file system of HOME can’t be known';
    if (!(await seesFolder(client, engine, root + realHome)))
      return 'the engine does not see the file system that was mounted for HOME';
  }
  const tree = snapshotFolder(root, { linksBelow: root });
  return bound.some(({ source }) => leavesWorld(source, root, tree))
    ? 'a source above the root of the world, where the engine would make it on this machine'
    : undefined;
}

/** By its text, or by a link: links of the world lead below its root as a rule. */
function leavesWorld(source: string, root: string, tree: ReturnType<typeof snapshotFolder>): boolean {
  if (source === root) return false;
  if (!source.startsWith(`${root}/`)) return true;
  const way = resolve(tree, source.slice(root.length), 0);
  return way.kind !== 'blocked' && way.climbs;
}

/**
 * Why a scenario's session is not worth starting. Compose 2.26.1 takes the container path of a long form for another one
 * where it has a slash at its end, and mounts both in one place; the contract says that the later one counts.
 */
export function whyNotCompared({ fault, files }: Scenario): string | undefined {
  if (fault.kind === 'lost-file' && fault.how === 'closed')
    return 'a Compose file that is closed to the user is open to root, who starts Compose here';
  const spellings = new Map<string, boolean>();
  for (const { name, mounts } of files.flatMap(({ services }) => services))
    for (const mount of mounts) {
      const slash = mount.kind === 'bind' && mount.form === 'long' && mount.targetSlash;
      const key = `${name} ${mount.target}`;
      if ((spellings.get(key) ?? slash) !== slash)
        return 'Compose 2.26.1 takes a container path with a slash at its end for another one';
      spellings.set(key, slash);
    }
  return undefined;
}
