import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns, described } from './tree-findings.ts';

/** The seed's bug: a builder with umask 077 baked files that the container's user could not read. */
export const umaskDoesNotMatter: Property<BakedScenario, BakedObservation> = {
  name: 'umask-does-not-matter',
  statement: 'What a Dockerfile pins is the same under both umasks of the checkout and of the builder.',
  check(scenario, observation) {
    const { first, other } = observation;
    const [{ expectation: one }, { expectation: two }] = bothRuns(scenario, observation);
    if (one.kind !== 'built' || two.kind !== 'built') return holds;
    for (const [path, pinned] of one.tree) {
      const under = two.tree.get(path);
      if (under === undefined || described(under) !== described(pinned)) continue;
      const [left, right] = [first.tree?.get(path), other.tree?.get(path)];
      if (left === undefined || right === undefined || described(left) === described(right)) continue;
      return broken(`The ${pinned.kind} ${JSON.stringify(path)} is pinned, and turns out by the umask.`, {
        details: [
          [`umask ${scenario.umask}`, described(left)],
          [`umask ${scenario.otherUmask}`, described(right)],
        ],
      });
    }
    for (const path of scenario.policy.paths) {
      const [left, right] = [first, other].map(({ told }) => told.find(one => one.path === path)?.verdict);
      const isSame = one.verdicts.get(path)?.verdict === two.verdicts.get(path)?.verdict;
      if (isSame && left !== undefined && right !== undefined && left !== right)
        return broken(`The verdict on ${JSON.stringify(path)} turns out by the umask.`);
    }
    return holds;
  },
};
