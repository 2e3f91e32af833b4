import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const shellFormMissed = altered(
  {
    name: 'shell-form-missed',
    story:
      'A session that only has its shell container left is not known: names that end in -shell are overlooked.',
    source: 'seed 004 F1',
    caughtBy: ['live-sessions-survive'],
    within: 100,
  },
  {
    live: listing => {
      const plain = listing.split('\n').filter(name => !/-shell\r?$/.test(name));
      return liveSessions(plain.join('\n'));
    },
  },
);
