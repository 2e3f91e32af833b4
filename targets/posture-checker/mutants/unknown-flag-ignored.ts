import { mutantWith } from '../mutant.ts';
import { readFlags } from '../reference/flags.ts';

export const unknownFlagIgnored = mutantWith(
  {
    name: 'unknown-flag-ignored',
    story: 'Passes over flags it does not know: a misspelt or newer one is silently without effect.',
    source: 'expert: node:util parseArgs with strict off',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  },
  { readFlags: given => ({ ...readFlags(given), problems: [] }) },
);
