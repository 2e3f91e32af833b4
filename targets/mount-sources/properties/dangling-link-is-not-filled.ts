import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { outlookOf } from '../oracle/outlook.ts';
import type { Scenario } from '../scenario.ts';

/** Where a link leads that leads nowhere, somebody else decides what is to be. */
export const danglingLinkIsNotFilled: Property<Scenario, Observation> = {
  name: 'dangling-link-is-not-filled',
  statement: 'Nothing is made where a dangling link leads.',
  check(scenario, { before, after, uid }) {
    const { dangling } = outlookOf(scenario, before, uid);
    const made = madeIn(before, after).find(change => dangling.has(pathOf(change)));
    return made === undefined
      ? holds
      : broken(`${JSON.stringify(pathOf(made))} was made, where only a dangling link leads`);
  },
};
