import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { named } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { tallies } from '../tally.ts';
import { brokenAs } from './findings.ts';

export const nobodyIsNeverAMatch: Property<WrapScenario, WrapObservation> = {
  name: 'nobody-is-never-a-match',
  statement:
    "The caller 65534 or 4294967295 is nobody, and no peer is accepted; nor is one with pid 0, which the server can't name.",
  check(scenario, observation) {
    const { kind } = named(scenario);
    const first = observation.told.find(({ accepted }) => accepted === true);
    if (kind === 'nobody' && first !== undefined)
      return brokenAs(
        'nobody accepted',
        `the caller is nobody, and a peer of user ${first.uid} was accepted`,
      );
    if (kind !== 'somebody') return holds;
    for (const tally of tallies(scenario, observation)) {
      const outside = observation.attempts.some(
        peer => peer.outside && peer.socket === tally.socket && peer.uid === tally.uid,
      );
      if (outside && tally.rightful < tally.accepted)
        return brokenAs('pid 0 accepted', `${tally.socket}: a peer with pid 0 was accepted`);
    }
    return holds;
  },
};
