import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';
import { describedVerdict } from './verdict-findings.ts';

/** An alarm that is false is switched off, and the true ones with it. */
export const alarmsAreTrue: Property<BakedScenario, BakedObservation> = {
  name: 'alarms-are-true',
  statement: 'A path that is called unreadable, writable or missing is that.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'built') continue;
      for (const { path, verdict } of built.told) {
        const must = expectation.verdicts.get(path);
        // Who can't tell is not wrong, where not all is as it should be: that is no-false-refusal's question.
        if (must === undefined || verdict === 'fine' || verdict === 'unknown' || verdict === must.verdict)
          continue;
        return broken(`${JSON.stringify(path)} is called ${verdict} and is ${must.verdict}.`, {
          details: describedVerdict(must),
        });
      }
    }
    return holds;
  },
};
