import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { homePath, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { changesIn } from './changes.ts';

/** Links lead out, and a home that is not set is no reason to sweep the folder that one stands in. */
export const nothingOutsideHomeChanges: Property<Scenario, Observation> = {
  name: 'nothing-outside-home-changes',
  statement: 'What links lead to, and everything else that is not in the home, is never touched.',
  check(scenario, observation) {
    const home = homePath(scenario);
    for (const sweeping of sweepings(scenario, observation)) {
      const change = changesIn(sweeping).find(({ path }) => path !== home && !path.startsWith(`${home}/`));
      if (change === undefined) continue;
      return broken(`Something outside the home changed: ${changeText(change)}.`, {
        signature: `outside the home: ${change.how}`,
      });
    }
    return holds;
  },
};
