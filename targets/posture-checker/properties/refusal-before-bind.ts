import { broken, holds, type Property } from '../../../harness/target.ts';
import { operation, type PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Who refuses has opened nothing, and who opens has looked at everything before. */
export const refusalBeforeBind: Property<PostureScenario, PostureObservation> = {
  name: 'refusal-before-bind',
  statement: 'No listener is opened by a boot that refuses, nor before the last look at the machine.',
  check(_scenario, { first, calls, seen }) {
    if (seen !== 'calls') return holds;
    const bind = calls.findIndex(call => operation(call) === 'bind');
    if (bind < 0) return holds;
    const address = JSON.stringify(calls[bind]?.slice('bind '.length));
    if (first.exit !== 0) return broken(`A listener was opened on ${address} by a boot that then refused.`);
    const late = calls.slice(bind).find(call => operation(call) !== 'bind');
    if (late === undefined) return holds;
    return broken(`A listener was opened on ${address} before the call ${JSON.stringify(operation(late))}.`);
  },
};
