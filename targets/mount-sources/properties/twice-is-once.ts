import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText, diffTrees } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { outlookOf } from '../oracle/outlook.ts';
import type { Scenario } from '../scenario.ts';

/** Every session starts it: what it made itself must be right to it the next time. */
export const twiceIsOnce: Property<Scenario, Observation> = {
  name: 'twice-is-once',
  statement: 'A second run changes nothing, and ends as the first one did.',
  check(scenario, { first, second, before, after, again, failed, uid }) {
    // What a fault hit in the first run, or a link that led nowhere then, is made by the second.
    if (failed !== undefined || outlookOf(scenario, before, uid).entangled) return holds;
    const [change] = diffTrees(after, again);
    if (change !== undefined)
      return broken(`in the second run, ${changeText(change)}`, { signature: change.how });
    return first.status === second.status
      ? holds
      : broken(`the first run ended with status ${first.status}, the second with ${second.status}`);
  },
};
