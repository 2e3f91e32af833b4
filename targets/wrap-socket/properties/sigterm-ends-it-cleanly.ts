import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs, failedUnlinks } from './findings.ts';

export const sigtermEndsItCleanly: Property<WrapScenario, WrapObservation> = {
  name: 'sigterm-ends-it-cleanly',
  statement:
    'SIGTERM ends the server with exit 0, whoever is connected, and its sockets are gone, but for what could not be removed.',
  check(_, { ready, end, endedEarly, after, calls }) {
    if (!ready || endedEarly) return holds;
    if (end.kind !== 'exited' || end.status !== 0)
      return brokenAs('not exit 0', 'asked to end, it did not do so with 0');
    const [left, ...more] = after.entries.filter(({ kind }) => kind === 'socket');
    return left === undefined || more.length < failedUnlinks(calls)
      ? holds
      : brokenAs('socket left', `${left.name} is still there`);
  },
};
