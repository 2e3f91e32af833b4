import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: two concurrent clients, no byte interleaved. */
export const clientsSeeOnlyTheirOwn: Property<Scenario, Observation> = {
  name: 'clients-see-only-their-own',
  statement: 'What comes on a stream answers requests of that stream.',
  check: (_, { streams }) => {
    for (const { sent, received } of streams) {
      const own = new Set(sent.map(({ id }) => id));
      for (const [, id = ''] of received.matchAll(/<reply to (r\d+)>/g)) {
        if (!own.has(id)) return broken("a client received another client's response");
      }
    }
    return holds;
  },
};
