import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** The source belongs to somebody else, who may write it at any moment. */
export const sourceIsOnlyRead: Property<Scenario, Observation> = {
  name: 'source-is-only-read',
  statement: 'The source is never changed, moved or removed, not even for a moment.',
  check(_scenario, { sourceHarm }) {
    return sourceHarm === undefined
      ? holds
      : broken(`The source ${sourceHarm}, and its writer had not done it.`);
  },
};
