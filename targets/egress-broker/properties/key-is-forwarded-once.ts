import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { forwarded, parametersOf, requestOf, tells } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Two parameters of one name are read differently by different upstreams. */
export const keyIsForwardedOnce: Property<Scenario, Observation> = {
  name: 'key-is-forwarded-once',
  statement: 'Every request that comes to the upstream has the real key exactly once, as its only app_key.',
  check: (scenario, observation) => {
    const own = new Map(observation.streams.flatMap(({ sent }) => sent.map(one => [one.id, one])));
    for (const { start, id, target, message } of forwarded(observation)) {
      const { key = '' } = observation.starts[start] ?? {};
      const named = parametersOf(target).filter(({ name }) => name === 'app_key');
      if (named.length === 0) return broken('a request came to the upstream without app_key');
      if (named.length > 1) return broken('a request came to the upstream with app_key more than once');
      const [{ piece } = { piece: '' }] = named;
      if (new URLSearchParams(piece).get('app_key') !== key)
        return broken('a request came to the upstream with another app_key than the key');
      const request = own.get(id);
      const asked = request === undefined ? '' : JSON.stringify(requestOf(scenario, request));
      const rest = [target.replace(piece, ''), ...message.headers.map(([, value]) => value), message.body];
      if (!tells(asked, key) && rest.some(text => tells(text, key)))
        return broken('a request came to the upstream with the key in a second place');
    }
    return holds;
  },
};
