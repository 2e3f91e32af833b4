import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const nameIsSearched = altered(
  {
    name: 'name-is-searched',
    story: "The pattern has no beginning: what ends as a session's name does is one.",
    source: 'CWE-777',
    caughtBy: ['others-in-home-stay'],
    within: 1500,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /\.claude-container-([0-9a-f]{4})$/).filter(
        ({ status }) => status.kind === 'folder',
      ),
    ],
  },
);
