import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const lastThousand = altered(
  {
    name: 'last-thousand',
    story: 'Of many names the last thousand are looked at, as in a log.',
    source: 'tail(1)',
    caughtBy: ['live-sessions-survive'],
    within: 800,
  },
  { live: listing => liveSessions(listing.split('\n').slice(-1000).join('\n')) },
);
