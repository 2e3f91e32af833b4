import { posix } from 'node:path';
import { broken, holds, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import { containerFolder, sourcePath, temporaryFolder } from '../layout.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { successes } from './findings.ts';

/** Whether a reader who goes through the folder could take the file for a configuration: `*` finds it. */
function couldBeMistaken(path: string): boolean {
  return path.startsWith(`${containerFolder}/`) && !path.slice(containerFolder.length + 1).startsWith('.');
}

/** Where an interpreter keeps what is its own business, in a folder of its own. */
const cacheFolders = [temporaryFolder, posix.dirname(sourcePath)];

/** Whether an entry is, or is in, a folder that was made where caches are made. A program in memory has none. */
function isCache(path: string, { watched, original, after }: Observation): boolean {
  if (watched === 'operations') return false;
  const base = cacheFolders.find(folder => path.startsWith(`${folder}/`));
  if (base === undefined) return false;
  const [name = ''] = path.slice(base.length + 1).split('/');
  const made = `${base}/${name}`;
  return !original.has(made) && after.get(made)?.kind === 'folder';
}

/** A refresher that ends by itself cleans up; one that follows a killed one removes what could be mistaken. */
export const nothingIsLeftBehind: Property<Scenario, Observation> = {
  name: 'nothing-is-left-behind',
  statement:
    'No temporary file remains after a run, nor one that could be mistaken after the run that follows a kill.',
  check(scenario, observation) {
    const { refreshers, original, before, after, removalFaulted } = observation;
    const { target, marker } = pathsOf(scenario);
    const own = new Set([target, marker]);
    const ended = refreshers.every(({ end }) => end.kind === 'exit');
    const succeeded = successes(observation) > 0;
    for (const path of after.keys()) {
      if (own.has(path) || original.has(path) || isCache(path, observation)) continue;
      if (!before.has(path)) {
        if (ended && !removalFaulted)
          return broken(`The refresher ${succeeded ? 'succeeded' : 'failed'} and left "${path}" behind.`);
      } else if (succeeded && ended && !removalFaulted && couldBeMistaken(path)) {
        return broken(`The refresher succeeded and "${path}", left by a killed one, is still there.`);
      }
    }
    return holds;
  },
};
