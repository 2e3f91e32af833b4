import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';

const limits = ['pids_limit', 'mem_limit', 'tmpfs', 'deploy'].map(key => [key, () => []] as const);

/** Takes limits for settings that a feature may tune. */
export const limitsAreSettings = mutant({
  name: 'limits-are-settings',
  story: 'Takes limits for settings that a feature may tune.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 750,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) => judgeOverlay(overlay, rules, new Map([...allowedKeys, ...limits])),
    }),
  },
});
