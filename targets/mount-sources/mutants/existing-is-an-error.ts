import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const existingIsAnError = mutantWith(
  {
    name: 'existing-is-an-error',
    story: `mkdir without -p: what is there already is an error.`,
    source: `mkdir(2): EEXIST`,
    caughtBy: ['no-false-refusal', 'twice-is-once'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      if (source.kind === 'folder' && files.exists(source.path)) throw new Error('exists');
      modelSteps.make(files, settings, home, source);
    },
  },
);
