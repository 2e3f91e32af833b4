import { sessionIds } from '../arbitrary/session-ids.ts';
import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const idsAsNumbers = altered(
  {
    name: 'ids-as-numbers',
    story:
      'Ids are compared as decimal numbers: all that read as none are alike, and one that lives keeps them all.',
    source: 'ECMAScript, parseInt',
    caughtBy: ['no-false-refusal'],
    within: 300,
  },
  {
    live: listing => {
      const numbers = new Set([...liveSessions(listing)].map(id => Number.parseInt(id, 10)));
      return new Set(sessionIds.filter(id => numbers.has(Number.parseInt(id, 10))));
    },
  },
);
