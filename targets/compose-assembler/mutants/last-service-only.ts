import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';
import { withServices } from './with-services.ts';

/** Looks at the last service of an overlay only: a variable that the loop overwrites. */
export const lastServiceOnly = mutant({
  name: 'last-service-only',
  story: 'Looks at the last service of an overlay only: a variable that the loop overwrites.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 100,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(
          withServices(overlay, services => services.slice(-1)),
          rules,
        ),
    }),
  },
});
