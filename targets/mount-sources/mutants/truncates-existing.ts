import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const truncatesExisting = mutantWith(
  {
    name: 'truncates-existing',
    story: `\`: > file\` instead of touch: the user’s ~/.gitconfig is empty.`,
    source: `expert: a redirection is not touch; seed 004 F5 truncates in the same way`,
    caughtBy: ['existing-content-stays'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      modelSteps.make(files, settings, home, source);
      if (source.kind === 'file') files.truncate(source.path);
    },
  },
);
