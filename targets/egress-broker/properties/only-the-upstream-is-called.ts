import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { forwarded } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { valuesOf } from '../wire/message.ts';

/** Absolute targets, Host headers and redirects name other places. */
export const onlyTheUpstreamIsCalled: Property<Scenario, Observation> = {
  name: 'only-the-upstream-is-called',
  statement: 'The broker connects to the configured upstream and to nothing else, and names it as the host.',
  check: (_, observation) => {
    const other = observation.connections.find(({ to }) => to !== 'upstream');
    if (other !== undefined) return broken(`the broker connected to "${other.to}"`);
    const misnamed = forwarded(observation).find(
      ({ message }) => valuesOf(message, 'host').join() !== observation.authority,
    );
    return misnamed === undefined ? holds : broken('the upstream was called by another name');
  },
};
