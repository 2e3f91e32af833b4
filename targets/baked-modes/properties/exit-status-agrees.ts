import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation, Built } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';

/** What a pipeline looks at. */
export const exitStatusAgrees: Property<BakedScenario, BakedObservation> = {
  name: 'exit-status-agrees',
  statement:
    'The exit status is 0 where all that is said is fine, 1 where something is not, and 2 where it is refused, which is told on standard error.',
  check(scenario, observation) {
    for (const { built } of bothRuns(scenario, observation)) {
      const problem = problemOf(built);
      if (problem !== undefined)
        return broken(problem, { details: [['exit', String(built.exit)], ...complaints(built)] });
    }
    return holds;
  },
};

function complaints({ complaints: lines }: Built): readonly (readonly [string, string])[] {
  return lines.slice(0, 3).map(line => ['said', line] as const);
}

function problemOf({ exit, told, complaints: lines }: Built): string | undefined {
  if (exit !== 0 && exit !== 1 && exit !== 2) return 'The exit status is none of 0, 1 and 2.';
  if (exit === 2 && lines.length === 0) return 'It refuses and does not say why.';
  if (exit === 0 && told.some(({ verdict }) => verdict !== 'fine'))
    return 'It ends with 0, and a path is not fine.';
  if (exit === 1 && told.every(({ verdict }) => verdict === 'fine'))
    return 'It ends with 1, and nothing is said to be wrong.';
  return undefined;
}
