import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { forwarded, isPlain, parametersOf, requestOf } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { valuesOf } from '../wire/message.ts';
import { bodyOf } from '../wire/request-text.ts';

/** RFC 9110, 7.6: an intermediary forwards what it does not have to change. */
export const requestsAreForwardedAsTheyWere: Property<Scenario, Observation> = {
  name: 'requests-are-forwarded-as-they-were',
  statement:
    'What the child asked for is what the upstream is asked for: method, path, other parameters, headers and body.',
  check: (scenario, observation) => {
    // What follows a request that was cut belongs to it.
    const streams = observation.streams.filter(({ sent }) => sent.every(({ whole }) => whole));
    const sent = new Map(streams.flatMap(stream => stream.sent.map(one => [one.id, one])));
    for (const { id, method, target, message, whole } of forwarded(observation)) {
      const one = sent.get(id);
      if (one === undefined) continue;
      const request = requestOf(scenario, one);
      if (method !== request.method) return broken(`${request.method} was forwarded as ${method}`);
      if (target.split('?')[0] !== request.path)
        return broken(`the path "${request.path}" was forwarded as another`);
      const others = parametersOf(target).filter(({ name }) => name !== 'app_key');
      const asked = request.query.join(request.separator).replaceAll('{sentinel}', 'held-by-the-broker');
      const wanted = parametersOf(`?${asked}`).filter(({ name }) => name !== 'app_key');
      if (others.map(({ piece }) => piece).join(' ') !== wanted.map(({ piece }) => piece).join(' '))
        return broken('other parameters than the child sent were forwarded');
      if (
        whole &&
        (isPlain(request) || request.body.framing === 'extended') &&
        message.body !== bodyOf(request)
      )
        return broken('another body than the child sent was forwarded');
      for (const { name, value } of request.headers) {
        const kept = valuesOf(message, name.toLowerCase());
        if (isPlain(request) && !kept.includes(value.replaceAll('{sentinel}', 'held-by-the-broker').trim()))
          return broken(`the header "${name}" was not forwarded as it was`);
        if (/^(proxy-authorization|proxy-connection|keep-alive|te)$/i.test(name) && kept.length > 0)
          return broken(`"${name}" was forwarded, which belongs to the connection`);
      }
    }
    return holds;
  },
};
