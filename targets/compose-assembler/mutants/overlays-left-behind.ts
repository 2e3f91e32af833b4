import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Fails, and leaves what the generators wrote: the next session finds it. */
export const overlaysLeftBehind = mutant({
  name: 'overlays-left-behind',
  story: 'Fails, and leaves what the generators wrote: the next session finds it.',
  source: 'seed 004 F4',
  caughtBy: ['nothing-left-after-failure'],
  within: 25,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      clean: async () => {},
    }),
  },
});
