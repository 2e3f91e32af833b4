import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { quoted, violated } from './evidence.ts';

/** A half-written overlay that stays behind is found by the next session. */
export const nothingLeftAfterFailure: Property<Scenario, Observation> = {
  name: 'nothing-left-after-failure',
  statement: 'After a failure there is no generated and no temporary file.',
  check(scenario, observation) {
    if (observation.exit === 0) return holds;
    const [overlay] = observation.overlays;
    const [temporary] = observation.temporary;
    if (overlay !== undefined)
      return violated(
        scenario,
        observation,
        `Assembly failed and left the generated ${overlay.kind} ${quoted(overlay.path)}`,
      );
    if (temporary === undefined) return holds;
    return violated(
      scenario,
      observation,
      `Assembly failed and left the temporary file ${quoted(temporary)}`,
    );
  },
};

/** Cleaning up must not take the project's own files with it. */
export const onlyGeneratedFilesChange: Property<Scenario, Observation> = {
  name: 'only-generated-files-change',
  statement: 'Nothing that was there before is changed or removed.',
  check(scenario, observation) {
    const [changed] = observation.changed;
    if (changed === undefined) return holds;
    return violated(scenario, observation, `Assembly changed ${quoted(changed)}, which is not its own`);
  },
};
