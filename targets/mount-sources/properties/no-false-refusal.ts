import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isBenign } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Whoever refuses too much is switched off. */
export const noFalseRefusal: Property<Scenario, Observation> = {
  name: 'no-false-refusal',
  statement: 'Where every source is right or can be made, the program succeeds.',
  check(scenario, observation) {
    const { status, said } = observation.first;
    if (status === 0 || !isBenign(scenario, observation)) return holds;
    const [line = ''] = said.split('\n');
    return broken(`every source is right or can be made, and the program refused: ${JSON.stringify(line)}`);
  },
};
