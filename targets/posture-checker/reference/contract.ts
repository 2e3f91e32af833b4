import type { Machine } from './machine.ts';

/** Switches production on: every failure refuses (seeds `000` and `001`). */
export const productionVariable = 'PYRYCODE_RELAY_PRODUCTION';
/** Asserts that no second instance of this service runs. */
export const singleInstanceVariable = 'PYRYCODE_RELAY_SINGLE_INSTANCE';
/** Set by a platform that may start any number of instances. */
export const platformVariable = 'FLY_APP_NAME';

/** A contract variable is exactly `1` or not there; everything else, the empty value too, is malformed. */
type Assertion = 'unset' | 'asserted' | 'malformed';

/** What the environment says, without any of its values. */
export interface Contract {
  readonly production: Assertion;
  readonly singleInstance: Assertion;
  /** Whether the platform variable is there and not empty. */
  readonly onPlatform: boolean;
}

/** Reads one contract variable. No trimming, no other spellings: a near miss is a mistake to tell, not to guess at. */
function readAssertion(value: string | undefined): Assertion {
  if (value === undefined) return 'unset';
  return value === '1' ? 'asserted' : 'malformed';
}

/** Reads the contract variables, each once: no check reads the environment again. */
export function readContract(environment: Machine['environment']): Contract {
  return {
    production: readAssertion(environment[productionVariable]),
    singleInstance: readAssertion(environment[singleInstanceVariable]),
    onPlatform: (environment[platformVariable] ?? '') !== '',
  };
}
