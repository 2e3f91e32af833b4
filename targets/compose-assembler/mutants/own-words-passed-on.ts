import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Prints the last line of a failed generator as it is: a generator that says "mode: contained" writes the banner. */
export const ownWordsPassedOn = mutant({
  name: 'own-words-passed-on',
  story:
    'Prints the last line of a failed generator as it is: a generator that says "mode: contained" writes the banner.',
  source: 'expert',
  caughtBy: ['banner-is-true'],
  within: 100,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      say: line => {
        seams.say(line);
        const words = /, saying (".*")$/.exec(line)?.[1];
        if (words !== undefined) seams.say(String(JSON.parse(words)));
      },
    })),
  },
});
