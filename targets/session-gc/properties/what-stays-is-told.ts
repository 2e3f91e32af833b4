import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { homeIsListed, isOrphan, ownWords, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Immutable, somebody else's, mounted: it stays, and somebody has to look. */
export const whatStaysIsTold: Property<Scenario, Observation> = {
  name: 'what-stays-is-told',
  statement: 'Each folder that should go and could not be removed is warned about, by its id.',
  check(scenario, observation) {
    if (!homeIsListed(scenario)) return holds;
    const [sweeping] = sweepings(scenario, observation);
    for (const session of sessionsIn(scenario, sweeping.before)) {
      if (!isOrphan(sweeping, session) || !sweeping.swept.after.has(session.path)) continue;
      if (ownWords(sweeping).some(line => line.includes(session.id))) continue;
      return broken(`The folder "${session.name}" could not be removed, and that was not said.`);
    }
    return holds;
  },
};
