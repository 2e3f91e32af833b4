import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { tells } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Logs go to places that keys must not. */
export const keyIsInNoLog: Property<Scenario, Observation> = {
  name: 'key-is-in-no-log',
  statement: 'The real key is in nothing that the broker prints.',
  check: (_, { starts }) =>
    starts.some(({ key, log }) => tells(log, key)) ? broken('what the broker printed holds the key') : holds,
};
