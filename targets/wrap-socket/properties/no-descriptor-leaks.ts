import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const noDescriptorLeaks: Property<WrapScenario, WrapObservation> = {
  name: 'no-descriptor-leaks',
  statement: 'When all peers have gone, the server has as many descriptors as when it was ready.',
  check(_, { descriptors, endedEarly }) {
    if (descriptors === null || endedEarly) return holds;
    const { ready, after } = descriptors;
    // One less is the spare of a server that could not take it back yet.
    return after <= ready
      ? holds
      : brokenAs(
          'more than before',
          `it had ${ready} descriptors when it was ready, and ${after} after the peers`,
        );
  },
};
