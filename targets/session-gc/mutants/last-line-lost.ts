import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const lastLineLost = altered(
  {
    name: 'last-line-lost',
    story: 'A line that has no line end is no line: the last name is not read.',
    source: 'bash(1), read; POSIX, text file',
    caughtBy: ['live-sessions-survive'],
    within: 800,
  },
  { live: listing => liveSessions(listing.slice(0, listing.lastIndexOf('\n') + 1)) },
);
