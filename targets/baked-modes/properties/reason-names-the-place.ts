import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';
import { describedVerdict } from './verdict-findings.ts';

/** Who is told the wrong line mends the wrong one. */
export const reasonNamesThePlace: Property<BakedScenario, BakedObservation> = {
  name: 'reason-names-the-place',
  statement:
    'Where a verdict names the folder or file at fault, and the line that made it so, these are the first on the way and the last that set it.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'built') continue;
      for (const { path, verdict, at, line } of built.told) {
        const must = expectation.verdicts.get(path);
        if (must === undefined || verdict !== must.verdict || must.at === null) continue;
        if (at !== null && at !== must.at)
          return broken(`${JSON.stringify(path)} is ${verdict}, and the wrong place is blamed for it.`, {
            details: [['told', at], ...describedVerdict(must)],
          });
        if (line !== null && line !== must.line)
          return broken(`${JSON.stringify(path)} is ${verdict}, and the wrong line is blamed for it.`, {
            details: [['told', `line ${line}`], ...describedVerdict(must)],
          });
      }
    }
    return holds;
  },
};
