import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isBenign, isOrphan, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** A sweep that keeps everything would be safe and of no use. */
export const noFalseRefusal: Property<Scenario, Observation> = {
  name: 'no-false-refusal',
  statement: 'Where nothing is wrong docker(1) is asked, and nothing is left of the sessions that are gone.',
  check(scenario, observation) {
    if (!isBenign(scenario)) return holds;
    const [sweeping] = sweepings(scenario, observation);
    const sessions = sessionsIn(scenario, sweeping.before);
    if (sessions.length > 0 && sweeping.swept.listings.length === 0)
      return broken('There are folders of sessions, and docker was not asked.');
    const left = sessions.find(
      session => isOrphan(sweeping, session) && sweeping.swept.after.has(session.path),
    );
    if (left === undefined) return holds;
    return broken(`Nothing was wrong, and the folder of a session that is gone was kept: "${left.name}".`);
  },
};
