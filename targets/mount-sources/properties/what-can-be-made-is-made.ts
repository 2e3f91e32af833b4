import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isWithin } from '../oracle/resolve.ts';
import { type Judged, judgedSources } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { foundText, wantText } from './sources.ts';

/** One wrong source is no reason to leave the others to the daemon. */
export const whatCanBeMadeIsMade: Property<Scenario, Observation> = {
  name: 'what-can-be-made-is-made',
  statement: 'Every source that can be made is there after the run, whatever became of the others.',
  check(scenario, observation) {
    for (const judged of judgedSources(scenario, observation)) {
      const { want, fate, found } = judged;
      if (fate === 'makeable' && found.kind !== 'right' && !wasHit(judged, observation))
        return broken(`the ${wantText(want)} could be made and ${foundText(found)}`, {
          signature: `a ${want.kind} that could be made is ${found.kind}`,
        });
    }
    return holds;
  },
};

/** Whether the planned fault was at the source, or at a folder on its way. */
function wasHit({ want, place }: Judged, { failed }: Observation): boolean {
  return (
    failed !== undefined && [want.path, place].some(path => path !== undefined && isWithin(path, failed.path))
  );
}
