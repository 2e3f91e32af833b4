import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const nameIsAPrefix = altered(
  {
    name: 'name-is-a-prefix',
    story: "Everything that begins as a session's name does is one: backups, shells, longer numbers.",
    source: 'bash(1), Pattern Matching',
    caughtBy: ['others-in-home-stay'],
    within: 200,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-(.{4})/s).filter(({ status }) => status.kind === 'folder'),
    ],
  },
);
