import { mutant } from './mutant.ts';
import { streaming } from './streaming.ts';

/** Prints each argument as soon as it is known and stops at a failure; whoever reads the list never sees the exit status, and starts a session with fewer overlays. */
export const processSubstitution = mutant({
  name: 'process-substitution',
  story:
    'Prints each argument as soon as it is known and stops at a failure; whoever reads the list never sees the exit status, and starts a session with fewer overlays.',
  source: 'seed 004 F4',
  caughtBy: ['complete-or-loud'],
  within: 25,
  subject: streaming({ mandatoryFirst: true, failureStatus: 0 }),
});
