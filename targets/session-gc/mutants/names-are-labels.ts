import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const namesAreLabels = altered(
  {
    name: 'names-are-labels',
    story: 'A name longer than a label of DNS is passed over: a project with a long name has no sessions.',
    source: 'RFC 1035, 2.3.4',
    caughtBy: ['live-sessions-survive'],
    within: 600,
  },
  {
    live: listing => {
      const short = listing.split('\n').filter(name => name.length < 64);
      return liveSessions(short.join('\n'));
    },
  },
);
