import { broken, holds, type Property } from '../../../harness/target.ts';
import { isBenign } from '../benign.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** A check that refuses sound deployments is switched off by those who run them. */
export const noFalseRefusal: Property<PostureScenario, PostureObservation> = {
  name: 'no-false-refusal',
  statement: 'A scenario that is clearly harmless starts, opens its listeners, and nothing is told of it.',
  check(scenario, { first, calls, seen }) {
    if (!isBenign(scenario)) return holds;
    const [failure] = first.failures;
    if (failure !== undefined)
      return broken(
        failure.resource === null
          ? `Nothing is wrong, and ${failure.sentinel} is told.`
          : `Nothing is wrong, and ${failure.sentinel} is told of ${JSON.stringify(failure.resource)}.`,
      );
    if (first.exit !== 0) return broken('Nothing is wrong, and the boot refuses.');
    if (seen === 'outside') return holds;
    if (!calls.some(call => call.startsWith('bind ') && call.endsWith(':443')))
      return broken('Nothing is wrong, and nothing listens on port 443.');
    return holds;
  },
};
