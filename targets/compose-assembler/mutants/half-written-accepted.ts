import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';

/** Takes an overlay because the file exists: one that was cut in the middle is handed over too. */
export const halfWrittenAccepted = mutant({
  name: 'half-written-accepted',
  story: 'Takes an overlay because the file exists: one that was cut in the middle is handed over too.',
  source: 'seed 004 F4',
  caughtBy: ['listed-files-exist-parse-once'],
  within: 300,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: async (overlay, rules) =>
        overlay.kind === 'unreadable' ? [] : judgeOverlay(overlay, rules),
    }),
  },
});
