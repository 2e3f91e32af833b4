import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns } from './tree-findings.ts';

/** Silence about a path reads as "nothing is wrong with it". */
export const everyPathIsTold: Property<BakedScenario, BakedObservation> = {
  name: 'every-path-is-told',
  statement:
    'A program that says anything of a path says one thing of every path of the policy; one that builds nothing says it too.',
  check(scenario, observation) {
    const { paths } = scenario.policy;
    for (const { built } of bothRuns(scenario, observation)) {
      if (built.garbled.length > 0)
        return broken('A line looks like a verdict and is none.', {
          details: built.garbled.map(line => ['line', line] as const),
        });
      const foreign = built.told.find(({ path }) => !paths.includes(path));
      if (foreign !== undefined)
        return broken(`Something is said of ${JSON.stringify(foreign.path)}, which nobody asked about.`);
      const twice = paths.find(path => built.told.filter(one => one.path === path).length > 1);
      if (twice !== undefined) return broken(`${JSON.stringify(twice)} is told more than once.`);
      const mustTell = built.told.length > 0 || (built.tree === undefined && built.exit !== 2);
      const left = mustTell ? paths.find(path => !built.told.some(one => one.path === path)) : undefined;
      if (left !== undefined) return broken(`Nothing is said of ${JSON.stringify(left)}.`);
    }
    return holds;
  },
};
