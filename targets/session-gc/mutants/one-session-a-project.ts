import { sessionOf } from '../reference/live-sessions.ts';
import { altered } from './mutant.ts';

export const oneSessionAProject = altered(
  {
    name: 'one-session-a-project',
    story:
      'Names are kept by project, the last one of each: an earlier session of the same project is forgotten.',
    source: 'expert',
    caughtBy: ['live-sessions-survive'],
    within: 800,
  },
  {
    live: listing => {
      const byProject = new Map<string, string>();
      for (const line of listing.split('\n')) {
        const name = line.replace(/\r$/, '');
        const id = sessionOf(name);
        if (id !== undefined) byProject.set(name.replace(/-[0-9a-f]{4}(-shell)?$/, ''), id);
      }
      return new Set(byProject.values());
    },
  },
);
