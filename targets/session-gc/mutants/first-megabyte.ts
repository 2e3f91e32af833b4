import { liveSessions } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const firstMegabyte = altered(
  {
    name: 'first-megabyte',
    story:
      "No more than a megabyte of names is read, which is a buffer's default size, and that is not taken for an error.",
    source: 'Node child_process, maxBuffer',
    caughtBy: ['live-sessions-survive'],
    within: 1500,
  },
  { live: listing => liveSessions(listing.slice(0, 1024 * 1024)) },
);
