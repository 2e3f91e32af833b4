import { mutant } from './mutant.ts';
import { streaming } from './streaming.ts';

/** Hands over the generated overlays before the mode and hardening files: when a generator dies, these are what is lost. */
export const generatorsBeforeMandatory = mutant({
  name: 'generators-before-mandatory',
  story:
    'Hands over the generated overlays before the mode and hardening files: when a generator dies, these are what is lost.',
  source: 'seed 004 F4',
  caughtBy: ['mandatory-overlays-survive'],
  within: 25,
  subject: streaming({ mandatoryFirst: false, failureStatus: 1 }),
});
