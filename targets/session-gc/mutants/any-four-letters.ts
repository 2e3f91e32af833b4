import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const anyFourLetters = altered(
  {
    name: 'any-four-letters',
    story: 'Four characters of any kind make a session: `????` in a shell.',
    source: 'bash(1), Pattern Matching',
    caughtBy: ['others-in-home-stay'],
    within: 400,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-(.{4})$/s).filter(({ status }) => status.kind === 'folder'),
    ],
  },
);
