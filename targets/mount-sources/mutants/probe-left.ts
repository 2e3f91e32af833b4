import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const probeLeft = mutantWith(
  {
    name: 'probe-left',
    story: `Tries whether HOME can be written to, with a file that stays there.`,
    source: `expert`,
    caughtBy: ['nothing-made-that-nothing-mounts'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      if (!files.exists(`${home}/.probe`)) files.makeFile(`${home}/.probe`, 0o644);
      modelSteps.make(files, settings, home, source);
    },
  },
);
