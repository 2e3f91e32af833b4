import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const sigtermEndsItCleanly: Property<WrapScenario, WrapObservation> = {
  name: 'sigterm-ends-it-cleanly',
  statement: 'SIGTERM ends the server with exit 0, and its sockets are gone.',
  check({ faults }, { ready, end, endedEarly, after }) {
    if (!ready || endedEarly) return holds;
    if (end.kind !== 'exited' || end.status !== 0)
      return brokenAs('not exit 0', 'asked to end, it did not do so with 0');
    if (faults.some(({ call }) => call === 'unlink')) return holds;
    const left = after.entries.find(({ kind }) => kind === 'socket');
    return left === undefined ? holds : brokenAs('socket left', `${left.name} is still there`);
  },
};
