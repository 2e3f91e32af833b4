import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const danglingLinkReplaced = mutantWith(
  {
    name: 'dangling-link-replaced',
    story: `Takes a dangling link for a mistake and puts a file in its place: the disk that it leads to is only not there yet.`,
    source: `expert: dotfiles on another disk`,
    caughtBy: ['existing-content-stays'],
    within: 500,
  },
  {
    make(files, settings, home, source) {
      if (!files.exists(source.path) && files.isLink(source.path)) files.remove(source.path);
      modelSteps.make(files, settings, home, source);
    },
  },
);
