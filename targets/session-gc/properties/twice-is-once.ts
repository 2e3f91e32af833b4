import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { answered, canBeRemoved, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { changesIn } from './changes.ts';

/** The sweep comes with every start of a session: what it leaves, it leaves. */
export const twiceIsOnce: Property<Scenario, Observation> = {
  name: 'twice-is-once',
  statement: 'A second sweep, where everybody is listed who was, changes nothing.',
  check(scenario, observation) {
    const [first, second] = sweepings(scenario, observation);
    if (second === undefined) return holds;
    if (first.swept.listings.some((_, nth) => answered(first, nth) === undefined)) return holds;
    // What can be removed only by those who change modes may take them two attempts.
    if (!sessionsIn(scenario, first.before).every(session => canBeRemoved(scenario, session))) return holds;
    const [change] = changesIn(second);
    return change === undefined
      ? holds
      : broken(`A second sweep changed something: ${changeText(change)}.`, {
          signature: `a second sweep: ${change.how}`,
        });
  },
};
