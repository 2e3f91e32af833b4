import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { changesOf } from '../oracle/made.ts';
import type { Scenario } from '../scenario.ts';

export const nothingIsRemoved: Property<Scenario, Observation> = {
  name: 'nothing-is-removed',
  statement: 'Nothing that existed is gone, whatever was in the way.',
  check(_scenario, { before, after }) {
    const removed = changesOf(before, after).find(({ how }) => how === 'removed');
    return removed === undefined ? holds : broken(changeText(removed), { signature: 'removed' });
  },
};
