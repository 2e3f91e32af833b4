import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Takes the source of a mount at its word: a link in the project leads to the engine's socket. */
export const linksNotFollowed = mutant({
  name: 'links-not-followed',
  story: "Takes the source of a mount at its word: a link in the project leads to the engine's socket.",
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 1000,
  subject: { assemble: withSeams(assembleWith(modelSteps), () => ({ realPath: async path => path })) },
});
