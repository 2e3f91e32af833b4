import { modelSteps } from '../model.ts';
import { errorCode } from '../reference/files.ts';
import { mutantWith } from './mutant.ts';

export const failedCallIgnored = mutantWith(
  {
    name: 'failed-call-ignored',
    story: `2>/dev/null and no look at the status: on a full disk, or in a closed folder, all is well.`,
    source: `seed 004 F4: threat model A fills the disk`,
    caughtBy: ['nothing-is-left-for-the-daemon'],
    within: 300,
  },
  {
    make(files, settings, home, source) {
      try {
        modelSteps.make(files, settings, home, source);
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
      }
    },
  },
);
