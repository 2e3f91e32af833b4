import { altered } from './mutant.ts';

export const firstIdCounts = altered(
  {
    name: 'first-id-counts',
    story: 'The first four digits in a name count: report-2024-9f3a keeps 2024, and 9f3a goes.',
    source: 'seed 004 F1',
    caughtBy: ['live-sessions-survive'],
    within: 250,
  },
  {
    live: listing => {
      const found = listing.matchAll(/^drydock-.*?-([0-9a-f]{4})(?![0-9a-f]).*$/gm);
      return new Set([...found].map(([, id = '']) => id));
    },
  },
);
