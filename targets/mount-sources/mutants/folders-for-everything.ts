import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const foldersForEverything = mutantWith(
  {
    name: 'folders-for-everything',
    story: `mkdir -p for every source, as the daemon does it: ~/.gitconfig becomes a folder, if one of the user’s.`,
    source: `seed 004 F6; dockerd makes a missing source a folder`,
    caughtBy: ['sources-have-the-right-kind'],
    within: 50,
  },
  {
    make: (files, settings, home, source) =>
      modelSteps.make(files, settings, home, { ...source, kind: 'folder' }),
  },
);
