import { altered } from './mutant.ts';
import { publishThrough } from './publish-through.ts';

/** `mktemp "$TARGET.XXXXXX"` with a trap, which no SIGKILL runs. */
export const visibleTempNeverSwept = altered(
  {
    name: 'visible-temp-never-swept',
    story:
      'After a kill a half-written file stays beside the target for ever, under a name that `claude*` finds.',
    source: 'expert',
    caughtBy: ['nothing-is-left-behind'],
    within: 700,
  },
  { publish: publishThrough((target, random) => `${target}.${random()}`, 'in the way') },
);
