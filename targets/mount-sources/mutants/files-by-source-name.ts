import { modelSteps } from '../model.ts';
import { kindOfTarget } from '../reference/kind-of-target.ts';
import { mutantWith } from './mutant.ts';

export const filesBySourceName = mutantWith(
  {
    name: 'files-by-source-name',
    story: `Tells files from folders by the name on the host, and not by what is mounted in the container.`,
    source: `expert: ~/.config/git/config is mounted as .gitconfig`,
    caughtBy: ['sources-have-the-right-kind'],
    within: 50,
  },
  {
    make: (files, settings, home, { path }) =>
      modelSteps.make(files, settings, home, { path, kind: kindOfTarget(path) }),
  },
);
