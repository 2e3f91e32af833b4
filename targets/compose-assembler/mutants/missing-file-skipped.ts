import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** `[ -f "$file" ] && args+=(-f "$file")`: a hardening file that is not there is left out. */
export const missingFileSkipped = mutant({
  name: 'missing-file-skipped',
  story: '`[ -f "$file" ] && args+=(-f "$file")`: a hardening file that is not there is left out.',
  source: 'expert',
  caughtBy: ['mandatory-overlays-survive', 'complete-or-loud'],
  within: 1000,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      read: async path => {
        const entry = await seams.entry(path);
        return entry === 'missing' ? '{}' : seams.read(path);
      },
      print: line => seams.print(line),
    })),
  },
});
