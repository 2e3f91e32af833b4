import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const anyFourDigits = altered(
  {
    name: 'any-four-digits',
    story: 'Digits of any script count as digits.',
    source: 'CWE-185; Python re, \\d',
    caughtBy: ['others-in-home-stay'],
    within: 2500,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([\p{Nd}a-f]{4})$/u).filter(
        ({ status }) => status.kind === 'folder',
      ),
    ],
  },
);
