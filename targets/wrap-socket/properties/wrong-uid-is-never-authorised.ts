import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { connected, named } from '../oracle.ts';
import { socketNames, type WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const wrongUidIsNeverAuthorised: Property<WrapScenario, WrapObservation> = {
  name: 'wrong-uid-is-never-authorised',
  statement:
    "A peer whose effective user id is not the caller's is never accepted, in any order and on any path.",
  check(scenario, observation) {
    const caller = named(scenario);
    if (caller.kind !== 'somebody') return holds;
    for (const { uid, socket, accepted } of observation.told) {
      if (accepted === true && typeof uid === 'number' && uid !== caller.uid)
        return brokenAs(
          'another user accepted',
          `${socket}: user ${uid} was accepted, and the caller is ${caller.uid}`,
        );
    }
    for (const socket of socketNames) {
      const said = observation.told.filter(line => line.socket === socket && line.accepted === true).length;
      const callers = connected(observation).filter(
        peer => peer.socket === socket && (peer.uid === caller.uid || peer.untold),
      );
      if (said > callers.length)
        return brokenAs(
          'more accepted than callers came',
          `${socket}: ${said} peers were accepted, and the caller came ${callers.length} times`,
        );
    }
    return holds;
  },
};
