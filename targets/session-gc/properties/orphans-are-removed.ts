import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { canBeRemoved, isOrphan, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** One that can't be removed is no reason to keep the others. */
export const orphansAreRemoved: Property<Scenario, Observation> = {
  name: 'orphans-are-removed',
  statement: 'Each folder whose container is gone is removed, whatever else is in the home.',
  check(scenario, observation) {
    const [sweeping] = sweepings(scenario, observation);
    for (const session of sessionsIn(scenario, sweeping.before)) {
      if (!isOrphan(sweeping, session) || !canBeRemoved(scenario, session)) continue;
      if (sweeping.swept.after.has(session.path))
        return broken(`The folder of a session that is gone is still there: "${session.name}".`);
    }
    return holds;
  },
};
