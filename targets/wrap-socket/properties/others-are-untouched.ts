import { broken, holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { shouldStart } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';

export const othersAreUntouched: Property<WrapScenario, WrapObservation> = {
  name: 'others-are-untouched',
  statement: "Nothing is changed that is not the server's: not through a link, and not in what it refuses.",
  check(scenario, { before, after, harm, meddled }) {
    const [first] = harm;
    if (first !== undefined) return broken(first);
    if (shouldStart(scenario) !== 'refuse' || meddled) return holds;
    return JSON.stringify(before) === JSON.stringify(after)
      ? holds
      : broken('what it had to refuse is not as it was', {
          details: [
            ['before', JSON.stringify(before)],
            ['after', JSON.stringify(after)],
          ],
        });
  },
};
