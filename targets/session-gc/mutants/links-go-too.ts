import { removeSession } from '../reference/remove.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';

export const linksGoToo = altered(
  {
    name: 'links-go-too',
    story:
      'A link that has the name of a session is removed: its owner has moved the folder to another disk.',
    source: 'seed 004 F1',
    caughtBy: ['others-in-home-stay'],
    within: 60,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([0-9a-f]{4})$/).filter(
        ({ status }) => status.kind === 'link',
      ),
    ],
    remove: (files, session) => {
      if (session.status.kind === 'link') files.unlink(session.path);
      else removeSession(files, session);
    },
  },
);
