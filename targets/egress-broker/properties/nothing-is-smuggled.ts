import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { readConnection, requestOf } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Who takes one of these for a request at all may end its body where another would not, and serve what follows. */
const readInTwoWays: ReadonlySet<string> = new Set(['both', 'spaced', 'signed', 'folded', 'bare-line-feed']);

/** RFC 9112, 5.1, 5.2, 11.1 and 11.2. */
export const nothingIsSmuggled: Property<Scenario, Observation> = {
  name: 'nothing-is-smuggled',
  statement:
    'What comes to the upstream can be read in one way only, and each request in it is one that a client sent.',
  check: (scenario, observation) => {
    const sent = observation.streams.flatMap(stream => stream.sent);
    const ambiguous = sent.some(one => readInTwoWays.has(requestOf(scenario, one).body.framing));
    // Of a request that is cut and goes on as another nobody knows which it is.
    const glued = observation.streams.some(stream => stream.sent.slice(0, -1).some(({ whole }) => !whole));
    const known = new Set(sent.map(({ id }) => id));
    const seen = new Set<string>();
    for (const connection of observation.connections) {
      const { requests, malformed } = readConnection(connection);
      if (malformed !== undefined)
        return broken(`the upstream was sent what can be read in two ways: ${malformed}`);
      for (const { id } of requests) {
        // A body that chunks end first: who goes by the chunks reads on, and may serve what it reads.
        if (!known.has(id) && !glued && !(ambiguous && id.startsWith('inner')))
          return broken('the upstream was sent a request that no client sent');
        const own = sent.find(one => one.id === id);
        if (own !== undefined && requestOf(scenario, own).body.framing === 'coded')
          return broken('the upstream was sent a body whose coding it was not told');
        if (known.has(id) && seen.has(id)) return broken('a request was sent to the upstream twice');
        seen.add(id);
      }
    }
    return holds;
  },
};
