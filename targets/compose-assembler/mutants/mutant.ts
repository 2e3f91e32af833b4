import type { Mutant } from '../../../harness/target.ts';
import { inModel, type Subject } from '../model.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

interface Description extends Omit<Mutant<Scenario, Observation>, 'run'> {
  readonly subject: Subject;
}

/** A mutant that runs in the model. */
export function mutant({ subject, ...description }: Description): Mutant<Scenario, Observation> {
  return { ...inModel(description.name, subject), ...description };
}
