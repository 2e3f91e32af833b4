import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';

/** A checker that skips over what it does not understand says fine of what it has not seen. */
export const unknownIsSaid: Property<BakedScenario, BakedObservation> = {
  name: 'unknown-is-said',
  statement:
    'Where an instruction’s outcome can’t be told without doing it, no path is called anything but unknown.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'unknown') continue;
      const sure = built.told.find(({ verdict }) => verdict !== 'unknown');
      if (sure === undefined) continue;
      return broken(`${JSON.stringify(sure.path)} is called ${sure.verdict}, which can't be told.`, {
        details: [['unknown', expectation.because]],
      });
    }
    return holds;
  },
};
