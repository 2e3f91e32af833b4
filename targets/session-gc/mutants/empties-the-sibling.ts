import { removeSession } from '../reference/remove.ts';
import { statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';
import { empty } from './remove-or-warn.ts';

export const emptiesTheSibling = altered(
  {
    name: 'empties-the-sibling',
    story:
      'A sibling is emptied before it is removed, as a folder is: where it is a link, what that leads to is.',
    source: 'CWE-59',
    caughtBy: ['nothing-outside-home-changes', 'others-in-home-stay'],
    within: 1200,
  },
  {
    remove: (files, session) => {
      if (statusOf(files, session.sibling)?.kind === 'link') empty(files, session.sibling);
      removeSession(files, session);
    },
  },
);
