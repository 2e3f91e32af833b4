import { removeSession } from '../reference/remove.ts';
import { statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';

export const removesByName = altered(
  {
    name: 'removes-by-name',
    story:
      'A folder is removed by its name: one that a session has made in the place of an orphan has the same.',
    source: 'CWE-367',
    caughtBy: ['sessions-that-start-survive'],
    within: 1000,
  },
  {
    remove: (files, session) => {
      const status = statusOf(files, session.path);
      if (status !== undefined) removeSession(files, { ...session, status });
    },
  },
);
