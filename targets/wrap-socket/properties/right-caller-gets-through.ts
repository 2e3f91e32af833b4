import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { isRightful, named } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { tallies } from '../tally.ts';
import { brokenAs } from './findings.ts';

export const rightCallerGetsThrough: Property<WrapScenario, WrapObservation> = {
  name: 'right-caller-gets-through',
  statement:
    'The right caller reaches each socket and is accepted, whoever came before, and stays connected.',
  check(scenario, observation) {
    if (!observation.ready || named(scenario).kind !== 'somebody') return holds;
    const rightful = observation.attempts.filter(peer => isRightful(scenario, peer));
    const out = observation.meddled ? undefined : rightful.find(({ reached }) => reached !== 'connected');
    if (out !== undefined)
      return brokenAs(
        'the caller could not connect',
        `${out.socket}: the caller could not connect (${out.reached})`,
      );
    const lost = rightful.find(
      ({ reached, fate, hindered }) => reached === 'connected' && fate === 'closed' && !hindered,
    );
    if (lost !== undefined)
      return brokenAs(
        'the caller was closed',
        `${lost.socket}: the connection of the right caller was closed`,
      );
    for (const { socket, accepted } of tallies(scenario, observation).filter(tally => tally.rightful > 0)) {
      const due = rightful.filter(
        peer =>
          peer.socket === socket && peer.reached === 'connected' && !peer.hindered && peer.fate !== 'left',
      ).length;
      if (accepted < due)
        return brokenAs(
          'the caller was not accepted',
          `${socket}: the right caller came ${due} times, and was accepted ${accepted} times`,
        );
    }
    return holds;
  },
};
