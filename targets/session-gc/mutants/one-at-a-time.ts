import { removeSession } from '../reference/remove.ts';
import { steps, sweeper } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const oneAtATime = mutant(
  {
    name: 'one-at-a-time',
    story: 'One folder is removed at each sweep, so that a start does not take long.',
    source: 'expert',
    caughtBy: ['twice-is-once', 'orphans-are-removed'],
    within: 300,
  },
  (settings, seams) => {
    let removed = false;
    const remove: typeof removeSession = (files, session) => {
      if (!removed) removeSession(files, session);
      removed = true;
    };
    sweeper({ ...steps, remove })(settings, seams);
  },
);
