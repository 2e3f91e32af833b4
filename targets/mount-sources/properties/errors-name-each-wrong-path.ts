import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { judgedSources } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { names } from './names.ts';
import { foundText, wantText } from './sources.ts';

/** Whoever is to mend HOME must learn of all that is wrong, and where. */
export const errorsNameEachWrongPath: Property<Scenario, Observation> = {
  name: 'errors-name-each-wrong-path',
  statement: 'When a source is not right, standard error has a line that names its path.',
  check(scenario, observation) {
    const { first } = observation;
    if (first.status === 0) return holds;
    for (const { want, found } of judgedSources(scenario, observation))
      if (found.kind !== 'right' && !names(first.said, want.path))
        return broken(`the ${wantText(want)} ${foundText(found)}, and no line names it`, {
          signature: `a ${want.kind} is ${found.kind} and not named`,
        });
    return holds;
  },
};
