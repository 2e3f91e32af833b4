import type { Failure } from './failure.ts';
import { asInProduction, type Invariant } from './situation.ts';

const failure: Failure = {
  sentinel: 'ErrInsecureListenInProduction',
  resource: '--insecure-listen',
  reason: 'a listener without TLS is asked for in production mode',
  fix: 'drop --insecure-listen and give --domain; or unset PYRYCODE_RELAY_PRODUCTION if this is no deployment',
};

/** In production there is no listener without TLS. */
export const noInsecureListen: Invariant = {
  linuxOnly: false,
  check: situation => (asInProduction(situation) && situation.flags.insecureListen !== null ? [failure] : []),
};
