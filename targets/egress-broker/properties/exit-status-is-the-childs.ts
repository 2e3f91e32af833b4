import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** As timeout(1) and env(1) have it. */
export const exitStatusIsTheChilds: Property<Scenario, Observation> = {
  name: 'exit-status-is-the-childs',
  statement:
    "The exit status is the child's, 128 and the number of its signal, or another than 0 where no child was started.",
  check: (_, { starts }) => {
    for (const { end, childStatus } of starts) {
      if (end.kind !== 'exited') continue;
      if (childStatus === undefined && end.status === 0) return broken('status 0 without a child');
      if (childStatus !== undefined && end.status !== childStatus)
        return broken(`status ${end.status}, where the child ended with ${childStatus}`);
    }
    return holds;
  },
};
