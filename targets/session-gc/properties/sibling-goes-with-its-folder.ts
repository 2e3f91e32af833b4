import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { canBeRemoved, hasSibling, isOrphan, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** The sibling holds what the folder does: who the session was. */
export const siblingGoesWithItsFolder: Property<Scenario, Observation> = {
  name: 'sibling-goes-with-its-folder',
  statement: 'The `.json` of a folder that is removed is removed with it.',
  check(scenario, observation) {
    const [sweeping] = sweepings(scenario, observation);
    const { after } = sweeping.swept;
    for (const session of sessionsIn(scenario, sweeping.before)) {
      if (!isOrphan(sweeping, session) || !canBeRemoved(scenario, session)) continue;
      if (after.has(session.path) || !hasSibling(scenario, session)) continue;
      if (after.has(`${session.path}.json`))
        return broken(`The folder "${session.name}" was removed, and its sibling was not.`);
    }
    return holds;
  },
};
