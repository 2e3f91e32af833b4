import { altered } from './mutant.ts';

export const idAnywhere = altered(
  {
    name: 'id-anywhere',
    story: 'An id counts wherever it stands in a name: drydock-9f3a-web keeps the folder of session 9f3a.',
    source: 'seed 004 F1',
    caughtBy: ['no-false-refusal'],
    within: 80,
  },
  {
    live: listing => new Set([...listing.matchAll(/(?=([0-9a-f]{4}))/g)].map(([, id = '']) => id)),
  },
);
