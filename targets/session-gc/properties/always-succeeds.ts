import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** The sweep stands before every start of a session: where it fails, nobody starts any. */
export const alwaysSucceeds: Property<Scenario, Observation> = {
  name: 'always-succeeds',
  statement: 'The sweep ends by itself, with status 0, whatever it finds.',
  check(_scenario, { first, second }) {
    for (const { end } of second === undefined ? [first] : [first, second]) {
      if (end.kind === 'timed-out') return broken('The sweep did not end by itself.');
      if (end.kind === 'killed') return broken(`The sweep was ended by ${end.signal}.`);
      if (end.status !== 0) return broken(`The sweep ended with status ${end.status}.`);
    }
    return holds;
  },
};
