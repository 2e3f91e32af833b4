import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { expectations, holding, momentName } from './findings.ts';

/** A source that is rewritten meanwhile must not be read half old, half new. */
export const oneVersionOfTheSource: Property<Scenario, Observation> = {
  name: 'one-version-of-the-source',
  statement: 'A new target comes from one content that the source had at some moment, never from a mixture.',
  check(_scenario, observation) {
    const versions = expectations(observation).length;
    if (versions < 2) return holds;
    for (const { moment, entry } of observation.targetStates) {
      const found = holding(observation, entry);
      if (found.kind !== 'unexpected') continue;
      const mark = (key: string): string => found.members.get(key) ?? 'missing';
      return broken(
        `${momentName(observation, moment)} the target says what none of the source's versions said.`,
        {
          details: [
            ['versions', `${versions} complete ones`],
            ['begins with', `version ${mark('first')}`],
            ['ends with', `version ${mark('last')}`],
          ],
        },
      );
    }
    return holds;
  },
};
