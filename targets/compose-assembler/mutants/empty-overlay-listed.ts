import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Hands over an empty file because it is there; Compose has nothing to merge and refuses the whole list. */
export const emptyOverlayListed = mutant({
  name: 'empty-overlay-listed',
  story:
    'Hands over an empty file because it is there; Compose has nothing to merge and refuses the whole list.',
  source: 'expert',
  caughtBy: ['listed-files-exist-parse-once', 'complete-or-loud'],
  within: 300,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      collect: async (output, seams) => {
        const empty = (await seams.entry(output)) === 'empty file';
        return empty ? { kind: 'overlay', text: '' } : modelSteps.collect(output, seams);
      },
      judgeOverlay: async (overlay, rules) => {
        const empty = overlay.kind === 'unreadable' && overlay.reason === 'it is empty';
        return empty ? [] : modelSteps.judgeOverlay(overlay, rules);
      },
    }),
  },
});
