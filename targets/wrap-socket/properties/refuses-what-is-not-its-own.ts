import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { named, shouldStart } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const refusesWhatIsNotItsOwn: Property<WrapScenario, WrapObservation> = {
  name: 'refuses-what-is-not-its-own',
  statement:
    "A link or a file in the folder's place, a folder of somebody else's, or one with anything in it is refused with exit 2.",
  check(scenario, { ready, end }) {
    if (shouldStart(scenario) !== 'refuse' || named(scenario).kind === 'unreadable') return holds;
    if (ready) return brokenAs('served', `it was ready in spite of what was there: ${scenario.place.kind}`);
    if (end.kind !== 'exited' || end.status !== 2)
      return brokenAs('not exit 2', `it did not refuse with 2, but: ${told(end)}`);
    return holds;
  },
};

function told(end: WrapObservation['end']): string {
  if (end.kind === 'exited') return `exit ${end.status}`;
  return end.kind === 'died' ? `it died (${end.reason})` : 'it went on';
}
