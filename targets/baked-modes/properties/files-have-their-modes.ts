import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { compared, entryPairs, treePairs } from './tree-findings.ts';

export const filesHaveTheirModes: Property<BakedScenario, BakedObservation> = {
  name: 'files-have-their-modes',
  statement:
    'Every file of the tree has the mode that the last instruction gave it, and of the checkout what no instruction did.',
  check(scenario, observation) {
    for (const trees of treePairs(scenario, observation))
      for (const pair of entryPairs(trees)) {
        const { path, is, must } = pair;
        if (is.kind !== 'file' || is.mode === must.mode) continue;
        const lost = must.mode & ~is.mode;
        const what = lost === 0 ? 'more than' : (is.mode & ~must.mode) === 0 ? 'less than' : 'other than';
        return broken(`The mode of the file ${JSON.stringify(path)} is ${what} what it must be.`, {
          details: compared(pair),
        });
      }
    return holds;
  },
};
