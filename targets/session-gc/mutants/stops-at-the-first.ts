import { removeSession } from '../reference/remove.ts';
import { steps, sweeper } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const stopsAtTheFirst = mutant(
  {
    name: 'stops-at-the-first',
    story:
      'The first folder that can not be removed ends the sweep; it is said, and those behind it stay for ever.',
    source: 'seed 004 F2',
    caughtBy: ['orphans-are-removed'],
    within: 300,
  },
  (settings, seams) => {
    let failed = false;
    const remove: typeof removeSession = (files, session) => {
      if (failed) return;
      failed = true;
      removeSession(files, session);
      failed = false;
    };
    sweeper({ ...steps, remove })(settings, seams);
  },
);
