import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Fails with the right status, and the message goes nowhere: `2>/dev/null`. */
export const silentFailure = mutant({
  name: 'silent-failure',
  story: 'Fails with the right status, and the message goes nowhere: `2>/dev/null`.',
  source: 'expert',
  caughtBy: ['complete-or-loud'],
  within: 25,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      say: line => {
        if (!line.startsWith('assemble:')) seams.say(line);
      },
    })),
  },
});
