import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';
import { withoutTrick } from './with-services.ts';

/** Does not know that Compose ends a line at U+2028: what it takes for a comment is a service with every right. */
export const commentsEndAtNewlines = mutant({
  name: 'comments-end-at-newlines',
  story:
    'Does not know that Compose ends a line at U+2028: what it takes for a comment is a service with every right.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 300,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(withoutTrick(overlay, 'characters that YAML readers disagree about'), rules),
    }),
  },
});
