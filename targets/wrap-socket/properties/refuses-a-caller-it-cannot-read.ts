import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { named } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const refusesACallerItCannotRead: Property<WrapScenario, WrapObservation> = {
  name: 'refuses-a-caller-it-cannot-read',
  statement:
    'A CALLER_UID that is neither a plain decimal user id nor "-" is refused with exit 2: it is never 0, and never a part of itself.',
  check(scenario, { ready, end }) {
    if (named(scenario).kind !== 'unreadable') return holds;
    if (ready) return brokenAs('served', `it was ready for ${JSON.stringify(scenario.caller)}`);
    const refused = end.kind === 'exited' && end.status === 2;
    return refused
      ? holds
      : brokenAs('not exit 2', `it did not refuse ${JSON.stringify(scenario.caller)} with exit 2`);
  },
};
