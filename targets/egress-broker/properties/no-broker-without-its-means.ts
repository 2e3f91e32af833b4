import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { canServe } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: platforms without support do not advertise it. */
export const noBrokerWithoutItsMeans: Property<Scenario, Observation> = {
  name: 'no-broker-without-its-means',
  statement:
    "Where the platform can't carry a broker, or there is no usable key, it says so, advertises nothing and does not succeed.",
  check: (scenario, { starts }) => {
    if (canServe(scenario)) return holds;
    for (const { processes, log, end } of starts) {
      if (processes.some(({ environment }) => environment['FLASHDUTY_CRED_FD'] !== undefined))
        return broken('a broker was advertised that can not be');
      if (log.trim() === '') return broken('nothing was said of a broker that can not be');
      if (end.kind === 'exited' && end.status === 0 && processes.length === 0)
        return broken('status 0 without a child');
    }
    return holds;
  },
};
