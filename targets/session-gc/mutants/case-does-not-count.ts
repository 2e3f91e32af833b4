import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const caseDoesNotCount = altered(
  {
    name: 'case-does-not-count',
    story: 'Names are compared in lower case: a container of another name keeps a folder.',
    source: 'CWE-178',
    caughtBy: ['no-false-refusal'],
    within: 600,
  },
  {
    live: listing => liveSessions(listing.toLowerCase()),
  },
);
