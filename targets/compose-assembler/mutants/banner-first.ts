import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Prints the banner when it starts to assemble, from what was asked for, and not from what came of it. */
export const bannerFirst = mutant({
  name: 'banner-first',
  story:
    'Prints the banner when it starts to assemble, from what was asked for, and not from what came of it.',
  source: 'seed 004 F4',
  caughtBy: ['banner-is-true'],
  within: 25,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => {
      seams.say('mode: contained');
      return {};
    }),
  },
});
