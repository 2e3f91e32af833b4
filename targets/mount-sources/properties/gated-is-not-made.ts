import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { outlookOf } from '../oracle/outlook.ts';
import type { Scenario } from '../scenario.ts';

/** Features look at whether their folder is there: one that is made switches them on. */
export const gatedIsNotMade: Property<Scenario, Observation> = {
  name: 'gated-is-not-made',
  statement:
    'What only a service with profiles mounts, or a mount with create_host_path: false, is not made.',
  check(scenario, { before, after, uid }) {
    const { gated } = outlookOf(scenario, before, uid);
    const made = madeIn(before, after).find(change => gated.has(pathOf(change)));
    return made === undefined
      ? holds
      : broken(`${JSON.stringify(pathOf(made))} was made, and its feature is off`);
  },
};
