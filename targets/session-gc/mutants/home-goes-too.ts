import { steps, sweeper } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';
import { namesIn, quietly, removeOrWarn } from './remove-or-warn.ts';

export const homeGoesToo = mutant(
  {
    name: 'home-goes-too',
    story: 'A home that is empty behind the sweep is removed with what was in it: `rmdir -p`.',
    source: 'rmdir(1), -p',
    caughtBy: ['others-in-home-stay'],
    within: 60,
  },
  (settings, { files, run, warn }) => {
    sweeper({ ...steps, remove: (_files, session) => removeOrWarn(files, session, warn) })(settings, {
      files,
      run,
      warn,
    });
    const { home = '' } = settings;
    if (home !== '' && namesIn(files, home).length === 0) quietly(() => files.rmdir(home.replace(/\/$/, '')));
  },
);
