import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText, type Difference } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { changesOf } from '../oracle/made.ts';
import type { Scenario } from '../scenario.ts';

const meant: ReadonlySet<Difference> = new Set(['kind', 'content', 'link', 'identity']);

/** What a user keeps in HOME is never rewritten or replaced, an empty file and a link to nowhere included. */
export const existingContentStays: Property<Scenario, Observation> = {
  name: 'existing-content-stays',
  statement: 'Whatever exists keeps its content, stays what it is, and links lead where they led.',
  check(_scenario, { before, after }) {
    for (const change of changesOf(before, after))
      if (change.how === 'changed' && change.differences.some(difference => meant.has(difference)))
        return broken(changeText(change), {
          signature: change.differences.filter(one => meant.has(one)).join(),
        });
    return holds;
  },
};
