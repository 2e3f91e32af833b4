import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Refusals are never silent. */
export const failureIsTold: Property<Scenario, Observation> = {
  name: 'failure-is-told',
  statement: 'A failure says something on standard error.',
  check(_scenario, { refreshers }) {
    for (const { end, err } of refreshers) {
      if (end.kind === 'exit' && end.status !== 0 && err.every(line => line.trim() === ''))
        return broken(`The refresher ended with status ${end.status} and said nothing.`);
    }
    return holds;
  },
};
