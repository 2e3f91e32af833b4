import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isStuck, owed } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** One stuck client must not stop the others. */
export const clientsDoNotWaitForOneAnother: Property<Scenario, Observation> = {
  name: 'clients-do-not-wait-for-one-another',
  statement:
    'A client is served while another one reads nothing, says nothing more, or waits for a slow upstream.',
  check: (scenario, observation) => {
    for (const { stream, exchange } of owed(scenario, observation)) {
      const others = observation.streams.filter(other => other !== stream && other.start === stream.start);
      if (!others.some(other => isStuck(scenario, other))) continue;
      if (exchange.response === undefined)
        return broken('a client got no answer while another one was stuck');
    }
    return holds;
  },
};
