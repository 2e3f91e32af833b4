import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: cancel in-flight upstream requests. */
export const stoppingIsPrompt: Property<Scenario, Observation> = {
  name: 'stopping-is-prompt',
  statement: 'A broker that is told to stop ends requests and streams at once.',
  check: (_, { starts }) => {
    for (const { stop } of starts) {
      if (stop === undefined) continue;
      if (stop.connections > 0)
        return broken('a request to the upstream went on after the broker was told to stop');
      if (stop.streams > 0) return broken('a stream stayed open after the broker was told to stop');
    }
    return holds;
  },
};
