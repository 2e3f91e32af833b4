import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** PR_SET_DUMPABLE, prctl(2). */
export const memoryIsClosedToTheChild: Property<Scenario, Observation> = {
  name: 'memory-is-closed-to-the-child',
  statement: "The child can't read the broker's memory and environment once the key is in it.",
  check: (_, { starts }) =>
    starts.some(({ readable }) => readable === true)
      ? broken('the key was read while others of the same user could read the memory of the broker')
      : holds,
};
