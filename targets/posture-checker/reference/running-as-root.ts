import type { Failure } from './failure.ts';
import type { Machine } from './machine.ts';
import { asInProduction, type Invariant } from './situation.ts';

/** The failure of seed `000`: `docker run --user 0`, `runAsUser: 0`, a lost USER line. */
export const rootFailure: Failure = {
  sentinel: 'ErrRunningAsRoot',
  resource: 'effective uid',
  reason: 'the process runs with effective uid 0 in production mode',
  fix: 'run as another user: keep the USER of the image, drop --user 0 or runAsUser: 0; or unset PYRYCODE_RELAY_PRODUCTION if this is no deployment',
};

/**
 * In production the process does not run as root.
 * @param uidOf the user id that decides: the effective one, which is what the kernel checks
 */
export function notRoot<M extends Machine>(uidOf: (machine: M) => number): Invariant<M> {
  return {
    linuxOnly: false,
    check(situation) {
      const uid = uidOf(situation.machine);
      return asInProduction(situation) && uid === 0 ? [rootFailure] : [];
    },
  };
}
