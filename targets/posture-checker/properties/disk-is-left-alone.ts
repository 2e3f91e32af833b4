import { broken, holds, type Property } from '../../../harness/target.ts';
import { changingCalls, operation, type PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Loud failure over silent correction (seed `001`, out of scope: auto-remediation). */
export const diskIsLeftAlone: Property<PostureScenario, PostureObservation> = {
  name: 'disk-is-left-alone',
  statement: 'The check repairs, makes and removes nothing.',
  check(_scenario, { calls, changes: [changed] }) {
    if (changed !== undefined) return broken(`The check leaves the disk otherwise than it was: ${changed}.`);
    const change = calls.find(call => changingCalls.includes(operation(call)));
    if (change === undefined) return holds;
    const path = change.slice(operation(change).length + 1);
    return broken(`The check calls ${operation(change)} on ${JSON.stringify(path)}.`);
  },
};
