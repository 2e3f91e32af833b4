import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { compared, entryPairs, treePairs } from './tree-findings.ts';

const search = 0o111;

/** A file's mode on a folder shuts everything in it. */
export const foldersHaveTheirModes: Property<BakedScenario, BakedObservation> = {
  name: 'folders-have-their-modes',
  statement:
    'Every folder of the tree has the mode that the last instruction gave it, 0755 where it was only made on the way; a file’s mode never lands on it unless the Dockerfile says so.',
  check(scenario, observation) {
    for (const trees of treePairs(scenario, observation))
      for (const pair of entryPairs(trees)) {
        const { path, is, must } = pair;
        if (is.kind !== 'folder' || is.mode === must.mode) continue;
        const shut = (is.mode & search) === 0 && (must.mode & search) !== 0;
        const text = shut
          ? `The folder ${JSON.stringify(path)} got a file's mode: nobody can go through it.`
          : `The mode of the folder ${JSON.stringify(path)} is not what it must be.`;
        return broken(text, { details: compared(pair) });
      }
    return holds;
  },
};
