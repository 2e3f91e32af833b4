import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Entry, Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { holding, momentName } from './findings.ts';

function what(entry: Entry | undefined): string {
  if (entry === undefined) return 'was gone';
  if (entry.kind !== 'file') return `was a ${entry.kind}`;
  if (entry.content.length === 0) return 'was empty';
  return `held ${entry.content.length} bytes that are no complete object`;
}

/** A reader who looks at any moment finds a whole configuration. Seed `004` F5: a 0-byte container config. */
export const targetIsOldOrComplete: Property<Scenario, Observation> = {
  name: 'target-is-old-or-complete',
  statement: 'After every operation the target is what it was before, or one complete new object.',
  check(_scenario, observation) {
    for (const { moment, entry } of observation.targetStates) {
      if (holding(observation, entry).kind !== 'incomplete') continue;
      const old = observation.targetStates[0].entry;
      return broken(
        `${momentName(observation, moment)} the target ${what(entry)}, neither old nor complete.`,
        {
          details: [
            ['before', old === undefined ? 'no target' : `${old.kind} of ${old.content.length} bytes`],
          ],
        },
      );
    }
    return observation.writtenInPlace
      ? broken('The target was written in place, where a reader finds it half written, and not replaced.')
      : holds;
  },
};
