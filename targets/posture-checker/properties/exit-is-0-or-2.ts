import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Whoever starts the service tells a refusal, which is final, from a fault, after which it is tried again. */
export const exitIs0Or2: Property<PostureScenario, PostureObservation> = {
  name: 'exit-is-0-or-2',
  statement: 'A boot ends with 0, it would start, or with 2, it refuses; nothing else is an answer.',
  check(_scenario, { first, second }) {
    for (const { exit } of [first, second]) {
      if (exit !== 0 && exit !== 2) return broken(`A boot ended with status ${exit}.`);
    }
    return holds;
  },
};
