import { broken, holds, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { allFailed, sameContent, sameEntry } from './findings.ts';

/** Something that can go wrong once the target has been replaced: then it is new, and stays new. */
function canFailLate({ faults, marker }: Scenario): boolean {
  return faults.length > 0 || marker === 'no-folder';
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
    if (sameContent(was, is))
      return broken('The refresher failed and the mode of the target changed.', {
        details: [['mode', `${was?.mode.toString(8)} before, ${is?.mode.toString(8)} after`]],
      });
    if (canFailLate(scenario) && is !== undefined) return holds;
    return broken(`The refresher failed and the target ${is === undefined ? 'is gone' : 'was replaced'}.`);
  },
};
