import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Says that a generator failed, and not which. */
export const failureWithoutName = mutant({
  name: 'failure-without-name',
  story: 'Says that a generator failed, and not which.',
  source: 'seed 004 F4',
  caughtBy: ['failure-names-the-generator', 'opening-overlay-refused-by-name'],
  within: 25,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      say: line => seams.say(line.replace(/generator "(?:[^"\\\\]|\\\\.)*"/, 'a generator')),
    })),
  },
});
