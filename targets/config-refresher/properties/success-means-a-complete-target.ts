import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { expectations, lastState, newHolding, sameContent, successes } from './findings.ts';

/**
 * Who claims success has published. `mv` onto a folder, for one, succeeds and moves the file inside. Where every moment
 * can be seen others notice too; this one needs the end only.
 */
export const successMeansACompleteTarget: Property<Scenario, Observation> = {
  name: 'success-means-a-complete-target',
  statement: 'After status 0 the target is a regular file that holds what a version of the source says.',
  check(_scenario, observation) {
    if (successes(observation) === 0 || expectations(observation).length === 0) return holds;
    const { entry } = lastState(observation);
    if (entry === undefined) return broken('The refresher ended with status 0 and there is no target.');
    if (entry.kind !== 'file')
      return broken(`The refresher ended with status 0 and the target is a ${entry.kind}.`);
    const { kind } = newHolding(observation, entry);
    if (kind === 'expected') return holds;
    const isOld = sameContent(observation.targetStates[0].entry, entry);
    return broken(`The refresher ended with status 0 and the target is ${isOld ? 'the old one' : kind}.`);
  },
};
