import { mutantWith } from '../mutant.ts';
import { readFlags } from '../reference/flags.ts';

export const lastListenerOnly = mutantWith(
  {
    name: 'last-listener-only',
    story:
      'Reads --listen as a flag that is given once, the last wins: a debug port hides behind a good one.',
    source: 'expert: node:util parseArgs without `multiple`',
    caughtBy: ['looser-never-cures', 'exactly-the-failures'],
    within: 300,
  },
  {
    readFlags(given) {
      const flags = readFlags(given);
      return { ...flags, listen: flags.listen.slice(-1) };
    },
  },
);
