import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { shouldStart } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs } from './findings.ts';

export const noFalseRefusal: Property<WrapScenario, WrapObservation> = {
  name: 'no-false-refusal',
  statement:
    'With a folder that is missing, or its own or the caller\'s and empty, the server comes to "ready".',
  check(scenario, { ready }) {
    if (shouldStart(scenario) !== 'serve' || ready) return holds;
    return brokenAs(
      `refused ${scenario.place.kind}`,
      `it refused, and nothing was wrong: ${scenario.place.kind}`,
    );
  },
};
