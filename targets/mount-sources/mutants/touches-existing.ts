import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const touchesExisting = mutantWith(
  {
    name: 'touches-existing',
    story: `touch without looking first: the times of a file that the user keeps say that it was just changed.`,
    source: `seed 004 F6: "touch if absent"; touch(1)`,
    caughtBy: ['existing-attributes-stay'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      modelSteps.make(files, settings, home, source);
      if (source.kind === 'file') files.touch(source.path);
    },
  },
);
