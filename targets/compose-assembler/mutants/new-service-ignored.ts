import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';
import { withServices } from './with-services.ts';

/** Judges the services that it knows; one that the mandatory files never name is none of its business. */
export const newServiceIgnored = mutant({
  name: 'new-service-ignored',
  story:
    'Judges the services that it knows; one that the mandatory files never name is none of its business.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 50,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(
          withServices(overlay, services => services.filter(([name]) => rules.services.has(name))),
          rules,
        ),
    }),
  },
});
