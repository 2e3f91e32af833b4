import { altered } from './mutant.ts';

export const shellsOfShells = altered(
  {
    name: 'shells-of-shells',
    story: 'Any number of -shell is taken off a name: a container of another kind keeps a session for ever.',
    source: 'expert',
    caughtBy: ['no-false-refusal', 'orphans-are-removed'],
    within: 400,
  },
  {
    live: listing => {
      const found = listing.matchAll(/^drydock-(?:.*-)?([0-9a-f]{4})(?:-shell)*\r?$/gm);
      return new Set([...found].map(([, id = '']) => id));
    },
  },
);
