import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { exchangesOf } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: ReadHeaderTimeout, ResponseHeaderTimeout. */
export const stalledClientsAreLetGo: Property<Scenario, Observation> = {
  name: 'stalled-clients-are-let-go',
  statement:
    'After two minutes of nothing a request is answered, or its stream ends; so does the stream of a request that was never said to the end.',
  check: (scenario, observation) => {
    for (const stream of observation.streams) {
      const { quietMs = 0, ended, reading, closedByChild, sent } = stream;
      if (quietMs < 120_000 || ended || !reading || closedByChild) continue;
      if (sent.some(({ whole }) => !whole))
        return broken('a client that never says all of its request is kept for ever');
      const exchanges = exchangesOf(scenario, stream);
      const answered = exchanges.every(({ response, head }) => response !== undefined || head !== undefined);
      if (!answered) return broken('a request that the upstream never answers is kept for ever');
    }
    return holds;
  },
};
