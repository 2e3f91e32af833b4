import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import {
  answered,
  homeIsListed,
  ownWords,
  type Session,
  type Sweeping,
  sessionsIn,
  sweepings,
} from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Who is not told looks for the folders' owner somewhere else. */
export const skippedSweepIsTold: Property<Scenario, Observation> = {
  name: 'skipped-sweep-is-told',
  statement:
    'When docker(1) could not be asked, or did not answer, and there are folders to decide on, it is said.',
  check(scenario, observation) {
    if (!homeIsListed(scenario)) return holds;
    for (const sweeping of sweepings(scenario, observation)) {
      const undecided = sessionsIn(scenario, sweeping.before).filter(session =>
        isUndecided(scenario, sweeping, session),
      );
      const [first] = undecided;
      if (first === undefined || ownWords(sweeping).length > 0) continue;
      return broken(`Nobody said who lives, "${first.name}" was kept, and that was not said.`, {
        signature: 'a skipped sweep was not told',
      });
    }
    return holds;
  },
};

/** Whether a folder was left because the last that was heard of docker(1) was a failure. */
function isUndecided({ docker }: Scenario, sweeping: Sweeping, session: Session): boolean {
  const { swept } = sweeping;
  if (!swept.after.has(session.path)) return false;
  const last = swept.listings.length - 1;
  if (last < 0) return docker.is !== 'program';
  if (answered(sweeping, last) !== undefined) return false;
  return swept.listings.every((_, nth) => answered(sweeping, nth)?.live.has(session.id) !== true);
}
