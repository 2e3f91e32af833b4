import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';
import { describedVerdict } from './verdict-findings.ts';

/** What a guardrail that can't be read is worth: the container runs without it, and nobody hears of it. */
export const fineMeansReadable: Property<BakedScenario, BakedObservation> = {
  name: 'fine-means-readable',
  statement:
    'A path is called fine only when it is a file that the container’s user can read, through folders that it can go through.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'built') continue;
      for (const { path, verdict } of built.told) {
        const must = expectation.verdicts.get(path);
        if (verdict !== 'fine' || (must?.verdict !== 'unreadable' && must?.verdict !== 'missing')) continue;
        return broken(`${JSON.stringify(path)} is called fine, and ${must.because}.`, {
          details: describedVerdict(must),
        });
      }
    }
    return holds;
  },
};
