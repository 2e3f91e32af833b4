import { altered } from './mutant.ts';

export const fiveDigitsCount = altered(
  {
    name: 'five-digits-count',
    story: 'The last four of five digits count: drydock-web-59f3a keeps the folder of session 9f3a.',
    source: 'expert',
    caughtBy: ['no-false-refusal'],
    within: 1000,
  },
  {
    live: listing =>
      new Set([...listing.matchAll(/^drydock-.*([0-9a-f]{4})(?:-shell)?\r?$/gm)].map(([, id = '']) => id)),
  },
);
