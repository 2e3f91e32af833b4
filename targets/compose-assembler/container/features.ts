import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** What a run in process reached that a container may tell of. */
export function features(_scenario: Scenario, observation: Observation): readonly string[] {
  return observation.exit === 0 ? ['handed-over'] : [];
}
