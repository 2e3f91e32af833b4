import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { outlookOf } from '../oracle/outlook.ts';
import { isWithin } from '../oracle/resolve.ts';
import { realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';

/** What a later file mounts something else over, what a text without its dots would not name, what is left of work. */
export const nothingMadeThatNothingMounts: Property<Scenario, Observation> = {
  name: 'nothing-made-that-nothing-mounts',
  statement: 'In HOME only sources are made that the merged model mounts, and the folders on their ways.',
  check(scenario, { before, after, uid }) {
    const { allowed, gated, dangling } = outlookOf(scenario, before, uid);
    for (const change of madeIn(before, after)) {
      const path = pathOf(change);
      if (allowed.has(path) || gated.has(path) || dangling.has(path) || !isWithin(path, realHome)) continue;
      return broken(`the ${change.after.kind} ${JSON.stringify(path)} was made, and nothing mounts it`);
    }
    return holds;
  },
};
