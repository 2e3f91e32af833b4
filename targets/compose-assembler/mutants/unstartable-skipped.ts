import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** `[ -x "$generator" ] || continue`: a generator that lost its mode bits is silently no feature. */
export const unstartableSkipped = mutant({
  name: 'unstartable-skipped',
  story: '`[ -x "$generator" ] || continue`: a generator that lost its mode bits is silently no feature.',
  source: 'expert',
  caughtBy: ['complete-or-loud'],
  within: 300,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      run: async (program, argument, limits) => {
        const ending = await seams.run(program, argument, limits);
        return ending.kind === 'not started' ? { kind: 'exited', code: 0, lastWords: '' } : ending;
      },
    })),
  },
});
