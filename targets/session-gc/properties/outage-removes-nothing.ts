import type { Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { kept } from './kept.ts';

/** Nobody answered is not: nobody lives. */
export const outageRemovesNothing: Property<Scenario, Observation> = {
  name: 'outage-removes-nothing',
  statement: 'When docker(1) did not answer with success, nothing more is removed, whatever it has printed.',
  check: (scenario, observation) =>
    kept(scenario, observation, ['outage', 'never-asked'], 'and nobody had said that it is gone'),
};
