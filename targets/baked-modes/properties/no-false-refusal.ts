import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import { isAllFine } from '../oracle.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';

export const noFalseRefusal: Property<BakedScenario, BakedObservation> = {
  name: 'no-false-refusal',
  statement: 'A Dockerfile that pins its modes as it should is built, and nothing is said against it.',
  check(scenario, observation) {
    const runs = bothRuns(scenario, observation);
    if (!runs.every(({ expectation }) => isAllFine(expectation))) return holds;
    for (const { built } of runs) {
      const wrong = built.told.find(({ verdict }) => verdict !== 'fine');
      if (wrong !== undefined)
        return broken(
          `${JSON.stringify(wrong.path)} is called ${wrong.verdict}, and all is as it should be.`,
        );
      if (built.exit !== 0)
        return broken(`It ends with ${built.exit}, and all is as it should be.`, {
          details: built.complaints.slice(0, 3).map(line => ['said', line] as const),
        });
    }
    return holds;
  },
};
