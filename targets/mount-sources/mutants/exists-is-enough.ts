import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const existsIsEnough = mutantWith(
  {
    name: 'exists-is-enough',
    story: `\`[ -e ]\`: whatever is there is taken for right, also a folder of root’s that an earlier daemon made of ~/.gitconfig.`,
    source: `seed 004 F6: test(1)`,
    caughtBy: ['sources-have-the-right-kind'],
    within: 200,
  },
  {
    make(files, settings, home, source) {
      if (!files.exists(source.path)) modelSteps.make(files, settings, home, source);
    },
  },
);
