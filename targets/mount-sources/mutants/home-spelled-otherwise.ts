import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const homeSpelledOtherwise = mutantWith(
  {
    name: 'home-spelled-otherwise',
    story: `Follows links and then compares with HOME as it is written: where a folder above HOME is a link, nothing is below it.`,
    source: `expert: realpath(1) on one side only`,
    caughtBy: ['no-false-refusal'],
    within: 500,
  },
  {
    make(files, settings, home, source) {
      if (!files.exists(source.path) && home !== settings.home) throw new Error('is not in HOME');
      modelSteps.make(files, settings, home, source);
    },
  },
);
