import { removeSession } from '../reference/remove.ts';
import { statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { empty, namesIn } from './remove-or-warn.ts';

export const followsInnerLinks = altered(
  {
    name: 'follows-inner-links',
    story: "Links in a session's folder are gone through like folders: what they lead to is emptied.",
    source: 'CWE-59; rm(1)',
    caughtBy: ['nothing-outside-home-changes'],
    within: 300,
  },
  {
    remove: (files, session) => {
      for (const name of namesIn(files, session.path)) {
        const inner = `${session.path}/${name}`;
        if (statusOf(files, inner)?.kind === 'link') empty(files, inner);
      }
      removeSession(files, session);
    },
  },
);
