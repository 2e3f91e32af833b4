import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Cleans up by removing every file on its list; the first three are not its own. */
export const mandatoryCleanedUp = mutant({
  name: 'mandatory-cleaned-up',
  story: 'Cleans up by removing every file on its list; the first three are not its own.',
  source: 'expert',
  caughtBy: ['only-generated-files-change'],
  within: 25,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      clean: async (settings, seams) => {
        for (const { path } of modelSteps.mandatoryFiles(settings)) await seams.remove(path);
        await modelSteps.clean(settings, seams);
      },
    }),
  },
});
