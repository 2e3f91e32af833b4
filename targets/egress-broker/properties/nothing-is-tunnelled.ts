import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { exchangesOf, forwarded } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { statusOf, valuesOf } from '../wire/message.ts';

/** RFC 9110, 9.3.6 and 7.8. */
export const nothingIsTunnelled: Property<Scenario, Observation> = {
  name: 'nothing-is-tunnelled',
  statement: 'No client gets a way to the upstream that is not looked at: CONNECT and Upgrade lead nowhere.',
  check: (scenario, observation) => {
    for (const { method, message } of forwarded(observation)) {
      if (method === 'CONNECT') return broken('CONNECT was forwarded');
      if (valuesOf(message, 'upgrade').length > 0) return broken('Upgrade was forwarded');
    }
    for (const stream of observation.streams) {
      for (const { request, response } of exchangesOf(scenario, stream)) {
        if (response === undefined) continue;
        const status = statusOf(response);
        if (status === 101) return broken('a client was given another protocol');
        if (request.method === 'CONNECT' && status < 300) return broken('a client was given a tunnel');
      }
    }
    return holds;
  },
};
