import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const productionByTruthiness = mutantWith(
  {
    name: 'production-by-truthiness',
    story:
      'Any text that is not empty switches production on, and an empty one leaves it off: nothing is malformed.',
    source:
      'seed 000: PYRYCODE_RELAY_PRODUCTION=1 is the contract; the opt-out of seed 004 read any truthy value',
    caughtBy: ['malformed-variable-refuses', 'exactly-the-failures'],
    within: 100,
  },
  {
    readContract: environment => ({
      ...readContract(environment),
      production: environment['PYRYCODE_RELAY_PRODUCTION'] ? 'asserted' : 'unset',
    }),
  },
);
