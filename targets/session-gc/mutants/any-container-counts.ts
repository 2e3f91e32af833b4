import { altered } from './mutant.ts';

export const anyContainerCounts = altered(
  {
    name: 'any-container-counts',
    story: 'Containers of other programs count: web-9f3a keeps the folder of session 9f3a.',
    source: 'seed 004 F1',
    caughtBy: ['no-false-refusal'],
    within: 400,
  },
  {
    live: listing =>
      new Set([...listing.matchAll(/-([0-9a-f]{4})(?:-shell)?\r?$/gm)].map(([, id = '']) => id)),
  },
);
