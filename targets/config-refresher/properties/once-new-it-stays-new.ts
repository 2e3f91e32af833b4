import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { momentName, newHolding, sameContent } from './findings.ts';

/** Whoever has read the new configuration must not find the old one afterwards: nothing is rolled back. */
export const onceNewItStaysNew: Property<Scenario, Observation> = {
  name: 'once-new-it-stays-new',
  statement: 'Once the target is new it stays new, whatever fails after that.',
  check(_scenario, observation) {
    const [{ entry: old }, ...later] = observation.targetStates;
    if (newHolding(observation, old).kind === 'expected') return holds;
    let isNew = false;
    for (const { moment, entry } of later) {
      if (isNew && sameContent(old, entry))
        return broken(`${momentName(observation, moment)} the target, which was new, was the old one again.`);
      isNew = newHolding(observation, entry).kind === 'expected';
    }
    return holds;
  },
};
