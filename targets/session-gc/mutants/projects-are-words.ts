import { altered } from './mutant.ts';

export const projectsAreWords = altered(
  {
    name: 'projects-are-words',
    story:
      'The project in a name is taken for letters only: one with a digit, a dot or a dash has no sessions.',
    source: 'seed 004 F1',
    caughtBy: ['live-sessions-survive'],
    within: 100,
  },
  {
    live: listing => {
      const found = listing.matchAll(/^drydock-[a-z]+-([0-9a-f]{4})(?:-shell)?\r?$/gm);
      return new Set([...found].map(([, id = '']) => id));
    },
  },
);
