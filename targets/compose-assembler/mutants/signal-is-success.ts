import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** Reads the exit code alone: a generator that was killed has none, and none counts as 0. */
export const signalIsSuccess = mutant({
  name: 'signal-is-success',
  story: 'Reads the exit code alone: a generator that was killed has none, and none counts as 0.',
  source: 'expert',
  caughtBy: ['complete-or-loud'],
  within: 1250,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      run: async (program, argument, limits) => {
        const ending = await seams.run(program, argument, limits);
        return ending.kind === 'killed' ? { kind: 'exited', code: 0, lastWords: '' } : ending;
      },
    })),
  },
});
