import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { newHolding, stateAt } from './findings.ts';

/** A touched marker means a fresh target, also to somebody who looks this very moment, or after a kill. */
export const markerOnlyAfterSuccess: Property<Scenario, Observation> = {
  name: 'marker-only-after-success',
  statement: 'Whenever the marker is touched the target is already complete and new.',
  check(_scenario, observation) {
    for (const moment of observation.markerTouches) {
      if (newHolding(observation, stateAt(observation, moment).entry).kind !== 'expected')
        return broken(
          observation.watched === 'operations'
            ? `The marker was touched at operation ${moment}, before the target was new.`
            : 'The marker was touched before the target was new.',
        );
    }
    return holds;
  },
};
