import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const nameHasLines = altered(
  {
    name: 'name-has-lines',
    story: 'The end of the pattern is the end of a line: a name with a line break in it ends there too.',
    source: 'CWE-625; ECMAScript, multiline',
    caughtBy: ['others-in-home-stay'],
    within: 1500,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([0-9a-f]{4})$/m).filter(
        ({ status }) => status.kind === 'folder',
      ),
    ],
  },
);
