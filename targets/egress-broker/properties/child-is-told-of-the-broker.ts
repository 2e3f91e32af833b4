import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { canServe } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: FLASHDUTY_CRED_FD=3 and an http placeholder base URL. A broker that starts nobody keeps every secret. */
export const childIsToldOfTheBroker: Property<Scenario, Observation> = {
  name: 'child-is-told-of-the-broker',
  statement:
    'Where there are means the child is started, with the environment of the broker, descriptor 3 named in it, and a base URL.',
  check: (scenario, { starts }) => {
    if (!canServe(scenario)) return holds;
    for (const { processes, end } of starts) {
      if (end.kind === 'hung') continue;
      const [child] = processes;
      if (child === undefined) return broken('the child was not started');
      const { FLASHDUTY_CRED_FD: told, FLASHDUTY_BASE_URL: base = '', HOME: home } = child.environment;
      if (told !== '3') return broken('the child was not told of descriptor 3');
      if (!/^http:\/\/[\w.:-]+\/?$/.test(base)) return broken('the child has no base URL');
      if (home === undefined) return broken('the environment of the broker was lost');
    }
    return holds;
  },
};
