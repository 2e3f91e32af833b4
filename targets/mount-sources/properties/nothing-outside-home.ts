import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { isWithin } from '../oracle/resolve.ts';
import { realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';

/** A source that climbs, a name that begins as HOME's does, a link that a container planted. */
export const nothingOutsideHome: Property<Scenario, Observation> = {
  name: 'nothing-outside-home',
  statement: 'Nothing is made above HOME, beside it, or through a link that leads out of it.',
  check(_scenario, { before, after }) {
    const made = madeIn(before, after).find(change => !isWithin(pathOf(change), realHome));
    return made === undefined
      ? holds
      : broken(`${JSON.stringify(pathOf(made))} was made, which is not in HOME`);
  },
};
