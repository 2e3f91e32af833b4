import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const upperCaseToo = altered(
  {
    name: 'upper-case-too',
    story: 'Upper-case digits are hexadecimal too, and so a folder goes that no session has made.',
    source: 'bash(1), Pattern Matching; CWE-178',
    caughtBy: ['others-in-home-stay'],
    within: 800,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([0-9a-fA-F]{4})$/).filter(
        ({ status }) => status.kind === 'folder',
      ),
    ],
  },
);
