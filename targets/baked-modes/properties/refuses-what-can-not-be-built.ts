import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';

/** A source that is missing and skipped over is a policy that is not in the image. */
export const refusesWhatCanNotBeBuilt: Property<BakedScenario, BakedObservation> = {
  name: 'refuses-what-can-not-be-built',
  statement:
    'A Dockerfile that no builder can build is refused: no tree, no verdict but unknown, exit status 2.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'refused') continue;
      const said = built.told.some(({ verdict }) => verdict !== 'unknown');
      if (built.exit === 2 && !said) continue;
      return broken('It is not refused, and no builder can build it.', {
        signature: `not refused: ${expectation.because}`,
        details: [['because', expectation.because]],
      });
    }
    return holds;
  },
};
