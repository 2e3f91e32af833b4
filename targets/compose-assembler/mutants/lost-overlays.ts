import { mutant } from './mutant.ts';
import { streaming } from './streaming.ts';

/** The bug as it was found: generators run before the mandatory files are handed over, and their failure is lost in a process substitution. A session starts with neither mode nor hardening. */
export const lostOverlays = mutant({
  name: 'lost-overlays',
  story:
    'The bug as it was found: generators run before the mandatory files are handed over, and their failure is lost in a process substitution. A session starts with neither mode nor hardening.',
  source: 'seed 004 F4',
  caughtBy: ['mandatory-overlays-survive', 'complete-or-loud', 'posture-at-least-as-closed'],
  within: 25,
  subject: streaming({ mandatoryFirst: false, failureStatus: 0 }),
});
