import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Refuses mandatory files that are links: an installation that links them into place has no session. */
export const linksRefused = mutant({
  name: 'links-refused',
  story: 'Refuses mandatory files that are links: an installation that links them into place has no session.',
  source: 'expert',
  caughtBy: ['no-false-refusal'],
  within: 2000,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      read: async path => {
        if ((await seams.entry(path)) === 'link') throw new Error('it is a link');
        return seams.read(path);
      },
    })),
  },
});
