import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const survivesFailingAccepts: Property<WrapScenario, WrapObservation> = {
  name: 'survives-failing-accepts',
  statement:
    'A server that is ready goes on until SIGTERM, whatever accept fails with, and never tries again without end.',
  check(_, { ready, end, endedEarly, spun }) {
    if (!ready) return holds;
    if (spun) return brokenAs('spins', 'it tries again and again what can not go well, without a pause');
    if (!endedEarly) return holds;
    const how =
      end.kind === 'exited'
        ? `exit ${end.status}`
        : end.kind === 'died'
          ? end.reason
          : 'it does not come back';
    return brokenAs('ended', `it ended by itself (${how})`);
  },
};
