import { sessionFolders, statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';

export const linkedHomeRefused = altered(
  {
    name: 'linked-home-refused',
    story: 'A home that is a link is refused, as links of sessions are: on many machines every home is one.',
    source: 'expert',
    caughtBy: ['no-false-refusal'],
    within: 150,
  },
  {
    look: (files, home) => (statusOf(files, home)?.kind === 'link' ? [] : sessionFolders(files, home)),
  },
);
