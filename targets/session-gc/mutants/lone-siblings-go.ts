import { sessionFolders, statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { namesIn, quietly } from './remove-or-warn.ts';

export const loneSiblingsGo = altered(
  {
    name: 'lone-siblings-go',
    story: 'A `.json` without a folder is taken for one that was forgotten, and removed.',
    source: 'seed 004 F1',
    caughtBy: ['others-in-home-stay'],
    within: 80,
  },
  {
    look: (files, home) => {
      for (const name of namesIn(files, home)) {
        const [, folder] = /^(\.claude-container-[0-9a-f]{4})\.json$/.exec(name) ?? [];
        if (folder === undefined || statusOf(files, `${home}/${folder}`) !== undefined) continue;
        quietly(() => files.unlink(`${home}/${name}`));
      }
      return sessionFolders(files, home);
    },
  },
);
