import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { withSeams } from './with-seams.ts';

/** `generator "$out" || true`: whatever a generator exits with, its overlay counts. */
export const exitStatusIgnored = mutant({
  name: 'exit-status-ignored',
  story: '`generator "$out" || true`: whatever a generator exits with, its overlay counts.',
  source: 'seed 004 F4',
  caughtBy: ['complete-or-loud'],
  within: 1500,
  subject: {
    assemble: withSeams(assembleWith(modelSteps), seams => ({
      run: async (program, argument, limits) => {
        const ending = await seams.run(program, argument, limits);
        return ending.kind === 'exited' ? { ...ending, code: 0 } : ending;
      },
    })),
  },
});
