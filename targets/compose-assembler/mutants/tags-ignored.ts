import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';
import { withoutTrick } from './with-services.ts';

/** Reads the values and not the tags: `!reset` takes away what the mandatory files say. */
export const tagsIgnored = mutant({
  name: 'tags-ignored',
  story: 'Reads the values and not the tags: `!reset` takes away what the mandatory files say.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 2000,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) => judgeOverlay(withoutTrick(overlay, 'a tag'), rules),
    }),
  },
});
