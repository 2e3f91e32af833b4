import { mutantWith } from '../mutant.ts';

export const malformedOnlyWarns = mutantWith(
  {
    name: 'malformed-only-warns',
    story:
      'Outside of production nothing refuses, an invalid configuration neither: the typo that switched production off is a line in a log.',
    source: 'seed 001: "in dev mode log warnings and continue"',
    caughtBy: ['malformed-variable-refuses'],
    within: 100,
  },
  {
    decide: (contract, failures) =>
      contract.production === 'asserted' && failures.length > 0 ? 'refuse' : 'start',
  },
);
