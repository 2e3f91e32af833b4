import { broken, holds, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { allFailed, lastState, sameContent, sameEntry } from './findings.ts';

const published = 0o644;

/** Something went wrong after the target had been replaced: then it is new, and stays new. */
function failedLate({ faults, marker }: Scenario, observation: Observation): boolean {
  if (marker === 'no-folder') return true;
  const { operations, watched } = observation;
  // From outside nobody can tell what a fault hit before the target was replaced, and what after that.
  if (watched === 'outside') return faults.length > 0;
  const { moment } = lastState(observation);
  return operations.some(operation => operation.moment > moment && !operation.acted);
}

/** A failure changes nothing. */
export const failureLeavesTheTarget: Property<Scenario, Observation> = {
  name: 'failure-leaves-the-target',
  statement: 'After a failure the target has its old content and mode, or is as missing as it was.',
  check(scenario, observation) {
    if (!allFailed(observation)) return holds;
    const { target } = pathsOf(scenario);
    const was = observation.before.get(target);
    const is = observation.after.get(target);
    if (sameEntry(was, is)) return holds;
    const replaced = is?.kind === 'file' && (is.mode === published || !sameContent(was, is));
    if (replaced && failedLate(scenario, observation)) return holds;
    if (sameContent(was, is))
      return broken('The refresher failed and the mode of the target changed.', {
        details: [['mode', `${was?.mode.toString(8)} before, ${is?.mode.toString(8)} after`]],
      });
    return broken(`The refresher failed and the target ${is === undefined ? 'is gone' : 'was replaced'}.`);
  },
};
