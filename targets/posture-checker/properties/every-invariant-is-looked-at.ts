import { broken, holds, type Property } from '../../../harness/target.ts';
import { operation, type PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** An invariant that is asked only if the others hold is one that an attacker can switch off. */
export const everyInvariantIsLookedAt: Property<PostureScenario, PostureObservation> = {
  name: 'every-invariant-is-looked-at',
  statement:
    'Whatever else is wrong, capabilities, cache folder and, in production, the user id are looked at.',
  check({ platform, environment, certCache }, { calls, seen }) {
    if (seen !== 'calls') return holds;
    const isAsked = (name: string): boolean => calls.some(call => operation(call) === name);
    if (platform === 'linux' && !isAsked('read-status'))
      return broken('The capabilities were not looked at.');
    if (certCache && !isAsked('lstat')) return broken('The certificate cache itself was not looked at.');
    const isProduction = environment['PYRYCODE_RELAY_PRODUCTION'] === '1';
    if (isProduction && platform === 'linux' && !isAsked('effective-uid'))
      return broken('The effective user id was not looked at.');
    return holds;
  },
};
