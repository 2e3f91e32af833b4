import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { exchangesOf, forwarded, requestOf } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** RFC 9110, 9.2.1. */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** RFC 9112, 9.3.2: only requests with safe methods may be processed in parallel. */
export const requestsKeepTheirOrder: Property<Scenario, Observation> = {
  name: 'requests-keep-their-order',
  statement:
    'A request that changes something is not forwarded while one before it on its stream is not answered.',
  check: (scenario, observation) => {
    const come = new Set(forwarded(observation).map(({ id }) => id));
    for (const stream of observation.streams) {
      if (!stream.reading || stream.closedByChild) continue;
      const last = exchangesOf(scenario, stream).at(-1);
      if (last === undefined || last.response !== undefined || last.request.reply.kind !== 'silent') continue;
      const behind = stream.sent.slice(stream.sent.indexOf(last.sent) + 1);
      if (behind.some(one => come.has(one.id) && !safe.has(requestOf(scenario, one).method)))
        return broken('a request was forwarded past one that has no answer yet');
    }
    return holds;
  },
};
