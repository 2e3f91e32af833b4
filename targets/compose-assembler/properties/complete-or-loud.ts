import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { mandatoryPaths, predictions, unusableMandatory } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { failingGenerators, listedFiles, quoted, violated } from './evidence.ts';

/** Seed `004` F4: an assembly that died in the middle handed over what it had, and nobody was told. */
export const completeOrLoud: Property<Scenario, Observation> = {
  name: 'complete-or-loud',
  statement: 'Whatever fails, wherever: the list is complete, or assembly fails and says so.',
  check(scenario, observation) {
    if (observation.exit !== 0) {
      return observation.said.some(line => line.trim() !== '')
        ? holds
        : violated(scenario, observation, `Assembly failed with status ${observation.exit} and said nothing`);
    }
    const missing = unusableMandatory(scenario);
    if (missing !== undefined)
      return violated(scenario, observation, `The ${missing} file is unusable, and assembly succeeded`);
    const [failed] = failingGenerators(scenario);
    if (failed !== undefined) {
      const reason = `Generator ${quoted(failed.name)} failed, and assembly succeeded`;
      return violated(scenario, observation, reason);
    }
    const active = predictions(scenario).filter(({ prediction }) => prediction.kind !== 'inactive').length;
    const expected = mandatoryPaths(scenario).length + active;
    const listed = listedFiles(scenario, observation)?.length ?? expected;
    if (listed === expected) return holds;
    return violated(
      scenario,
      observation,
      `Assembly succeeded and handed over ${listed} of ${expected} files`,
    );
  },
};
