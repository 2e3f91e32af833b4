import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { named } from '../oracle.ts';
import { socketNames, type WrapScenario } from '../scenario.ts';
import { tallies } from '../tally.ts';
import { brokenAs } from './findings.ts';

export const unreadableCredentialIsARejection: Property<WrapScenario, WrapObservation> = {
  name: 'unreadable-credential-is-a-rejection',
  statement:
    "A peer whose credentials can't be read is rejected and told of as uid null, never taken for root or for the caller, and the next is met.",
  check(scenario, observation) {
    if (named(scenario).kind === 'legacy') return holds;
    const untold = observation.attempts.filter(peer => peer.untold);
    const all = tallies(scenario, observation);
    const accepted = all.find(({ uid, accepted: count }) => uid === null && count > 0);
    if (accepted !== undefined)
      return brokenAs(
        'accepted',
        `${accepted.socket}: a peer was accepted whose credentials could not be read`,
      );
    const kept = untold.find(({ fate }) => fate === 'kept');
    if (kept !== undefined)
      return brokenAs('kept', `${kept.socket}: a peer was kept whose credentials could not be read`);
    for (const socket of socketNames) {
      if (!untold.some(peer => peer.socket === socket)) continue;
      const extra = all.find(
        tally => tally.socket === socket && tally.accepted + tally.rejected > tally.came,
      );
      if (extra !== undefined && extra.uid !== null)
        return brokenAs(
          'taken for somebody',
          `${socket}: a peer whose credentials could not be read was taken for user ${extra.uid}`,
        );
    }
    return holds;
  },
};
