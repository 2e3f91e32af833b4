import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isBenign } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Refusing everything would be safe and of no use. */
export const noFalseRefusal: Property<Scenario, Observation> = {
  name: 'no-false-refusal',
  statement: 'Where nothing is wrong the refresher succeeds.',
  check(scenario, { refreshers: [{ end, err }] }) {
    if (end.kind !== 'exit' || end.status === 0 || !isBenign(scenario)) return holds;
    return broken('The refresher refused a source that is one plain object.', {
      details: [['standard error', err.join(' ') || 'nothing']],
    });
  },
};
