import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** The banner repeats what was asked for: contained, whatever the mode file does. */
export const bannerFromSetting = mutant({
  name: 'banner-from-setting',
  story: 'The banner repeats what was asked for: contained, whatever the mode file does.',
  source: 'seed 004 F4',
  caughtBy: ['banner-is-true'],
  within: 50,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      claimMode: () => 'contained',
    }),
  },
});
