import { removeSession } from '../reference/remove.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const filesGoToo = altered(
  {
    name: 'files-go-too',
    story: 'A plain file that has the name of a session is removed.',
    source: 'expert',
    caughtBy: ['others-in-home-stay'],
    within: 300,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([0-9a-f]{4})$/).filter(
        ({ status }) => status.kind === 'other',
      ),
    ],
    remove: (files, session) => {
      if (session.status.kind === 'other') files.unlink(session.path);
      else removeSession(files, session);
    },
  },
);
