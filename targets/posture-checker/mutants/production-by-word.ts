import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

const words = new Set(['1', 'true', 'yes', 'on']);

export const productionByWord = mutantWith(
  {
    name: 'production-by-word',
    story:
      'Production is on for 1, true, yes and on in any case, and off for everything else: a typo switches it off.',
    source: 'expert: the helpers for boolean variables of many configuration libraries',
    caughtBy: ['malformed-variable-refuses', 'exactly-the-failures'],
    within: 100,
  },
  {
    readContract: environment => ({
      ...readContract(environment),
      production: words.has((environment['PYRYCODE_RELAY_PRODUCTION'] ?? '').toLowerCase())
        ? 'asserted'
        : 'unset',
    }),
  },
);
