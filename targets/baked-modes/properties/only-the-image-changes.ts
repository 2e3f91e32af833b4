import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';

/** A mode that is mended in the context is mended on one machine. */
export const onlyTheImageChanges: Property<BakedScenario, BakedObservation> = {
  name: 'only-the-image-changes',
  statement: 'The context, and everything else outside of the folder that is built into, is left as it was.',
  check(_scenario, { elsewhere: [change] }) {
    return change === undefined ? holds : broken(`Outside of the image, ${change}.`);
  },
};
