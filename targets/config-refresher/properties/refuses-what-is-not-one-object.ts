import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { expectations, successes } from './findings.ts';

/** A damaged source is a failure, whatever could be made of it. */
export const refusesWhatIsNotOneObject: Property<Scenario, Observation> = {
  name: 'refuses-what-is-not-one-object',
  statement: 'A source that never was one JSON object in UTF-8 is a failure.',
  check({ source }, observation) {
    if (successes(observation) === 0 || expectations(observation).length > 0) return holds;
    const { damage } = source.content;
    const readable = observation.sourceVersions.length > 0;
    const what = readable ? `whose damage is ${damage.kind}` : `that is ${source.kind}`;
    return broken(`The refresher ended with status 0 on a source ${what}.`);
  },
};
