import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { compared, entryPairs, treePairs } from './tree-findings.ts';

export const ownersAreAsTold: Property<BakedScenario, BakedObservation> = {
  name: 'owners-are-as-told',
  statement:
    'Everything belongs to root unless an instruction gives it away; who owned the checkout does not matter, and what comes from another stage keeps its owner.',
  check(scenario, observation) {
    for (const trees of treePairs(scenario, observation))
      for (const pair of entryPairs(trees)) {
        const { path, is, must } = pair;
        const which = is.uid !== must.uid ? 'user' : is.gid !== must.gid ? 'group' : undefined;
        if (which === undefined) continue;
        return broken(`The ${is.kind} ${JSON.stringify(path)} belongs to another ${which} than it must.`, {
          details: compared(pair),
        });
      }
    return holds;
  },
};
