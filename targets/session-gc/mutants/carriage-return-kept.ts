import { sessionOf } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const carriageReturnKept = altered(
  {
    name: 'carriage-return-kept',
    story: 'Lines that end with a carriage return are names that end with one: no session has such a name.',
    source: 'expert',
    caughtBy: ['live-sessions-survive'],
    within: 300,
  },
  { live: listing => new Set(listing.split('\n').flatMap(name => sessionOf(name) ?? [])) },
);
