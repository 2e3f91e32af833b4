import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Looks at where a mount comes from and not at where it goes: a folder of the project takes the place of the policy. */
export const mountTargetsIgnored = mutant({
  name: 'mount-targets-ignored',
  story:
    'Looks at where a mount comes from and not at where it goes: a folder of the project takes the place of the policy.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 2000,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      rulesFor: (mappings, project, realPath) => ({
        ...modelSteps.rulesFor(mappings, project, realPath),
        mountTargets: [],
      }),
    }),
  },
});
