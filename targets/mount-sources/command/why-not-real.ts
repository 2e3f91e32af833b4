import * as fs from 'node:fs';
import { posix } from 'node:path';
import type { Stage } from '../../../harness/stage.ts';
import { environmentOf } from '../environment.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { standsInHome } from '../world-tree.ts';

/** Why a scenario can't be built for real here; undefined where it can. */
export function whyNotReal(scenario: Scenario, { folder, privileged }: Stage): string | undefined {
  if (scenario.fault.kind === 'call') return 'that a call fails can only be planned in memory';
  if (scenario.fault.kind === 'meanwhile')
    return 'that somebody else comes between two calls can only be planned in memory';
  if (privileged) return undefined;
  if (standsInHome(scenario)) return 'only root mounts file systems';
  // As the harness's own user, a program that makes it would make it on this machine.
  return leavesTheWorld(scenario, folder)
    ? 'a source above the root of the world, where the harness’s user may write'
    : undefined;
}

function leavesTheWorld(scenario: Scenario, root: string): boolean {
  const places = placesOf(scenario, root);
  const { CONF_DIR: variable = '' } = environmentOf(scenario, places);
  const sources = scenario.files.flatMap(({ services }) =>
    services.flatMap(({ mounts }) => mounts.flatMap(mount => (mount.kind === 'bind' ? [mount.source] : []))),
  );
  return sources.some(({ base, path }) => {
    const from = base === 'variable' ? variable : base === 'relative' ? places.base : places.plainHome;
    const source = posix.resolve('/', from, path.join('/') || '.');
    return !source.startsWith(`${root}/`) && isMakeable(source);
  });
}

/** Whether the harness's user may make a path that is missing: it may write to the deepest folder that is there. */
function isMakeable(path: string): boolean {
  for (let at = path; ; at = posix.dirname(at)) {
    if (!fs.existsSync(at)) continue;
    try {
      fs.accessSync(at, fs.constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }
}
