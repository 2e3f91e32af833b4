import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isStuck, owed } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { statusOf, valuesOf } from '../wire/message.ts';

/** A broker that refuses everything keeps every secret. */
export const noFalseRefusal: Property<Scenario, Observation> = {
  name: 'no-false-refusal',
  statement: 'A harmless request on a stream that nothing else happens to is answered by the upstream.',
  check: (scenario, observation) => {
    for (const { stream, exchange } of owed(scenario, observation)) {
      const others = observation.streams.filter(other => other !== stream && other.start === stream.start);
      if (others.some(other => isStuck(scenario, other))) continue;
      const { response, sent } = exchange;
      if (response === undefined) return broken('a harmless request was not answered');
      if (!valuesOf(response, 'x-reply').includes(sent.id))
        return broken(`a harmless request was answered by the broker, with ${statusOf(response)}`);
    }
    return holds;
  },
};
