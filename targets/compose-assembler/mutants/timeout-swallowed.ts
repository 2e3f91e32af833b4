import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** A generator that does not end in time is left out like one that has nothing to say. */
export const timeoutSwallowed = mutant({
  name: 'timeout-swallowed',
  story: 'A generator that does not end in time is left out like one that has nothing to say.',
  source: 'expert',
  caughtBy: ['complete-or-loud'],
  within: 500,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      run: async (program, argument, limits) => {
        const ending = await seams.run(program, argument, limits);
        if (ending.kind !== 'timed out') return ending;
        await seams.remove(argument);
        return { kind: 'exited', code: 0, lastWords: '' };
      },
    })),
  },
});
