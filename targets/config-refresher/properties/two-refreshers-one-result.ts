import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isUntroubled } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { successes } from './findings.ts';

/** One of two may give way to the other; they must not stop each other. */
export const twoRefreshersOneResult: Property<Scenario, Observation> = {
  name: 'two-refreshers-one-result',
  statement: 'Of two refreshers at once, with nothing else wrong, at least one succeeds.',
  check(scenario, observation) {
    if (scenario.second === null || successes(observation) > 0 || !isUntroubled(scenario)) return holds;
    return broken('Two refreshers at once stopped each other: neither succeeded.', {
      details: observation.refreshers.flatMap(({ err }) =>
        err.map(line => ['standard error', line] as const),
      ),
    });
  },
};
