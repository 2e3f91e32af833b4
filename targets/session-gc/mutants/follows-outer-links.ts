import { removeSession } from '../reference/remove.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { others } from './others.ts';
import { empty } from './remove-or-warn.ts';

export const followsOuterLinks = altered(
  {
    name: 'follows-outer-links',
    story: 'A link with the name of a session is looked through: `rm -rf link/` empties what it leads to.',
    source: 'CWE-59; find(1), -L',
    caughtBy: ['nothing-outside-home-changes'],
    within: 400,
  },
  {
    look: (files, home) => [
      ...sessionFolders(files, home),
      ...others(files, home, /^\.claude-container-([0-9a-f]{4})$/).filter(
        ({ status }) => status.kind === 'link',
      ),
    ],
    remove: (files, session) => {
      if (session.status.kind === 'link') empty(files, session.path);
      else removeSession(files, session);
    },
  },
);
