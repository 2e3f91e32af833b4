import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';

export const homeMustBeThere = altered(
  {
    name: 'home-must-be-there',
    story: 'A home that can not be listed is an error.',
    source: 'seed 004 F2',
    caughtBy: ['always-succeeds'],
    within: 300,
  },
  {
    look: (files, home) => {
      files.list(home);
      return sessionFolders(files, home);
    },
  },
);
