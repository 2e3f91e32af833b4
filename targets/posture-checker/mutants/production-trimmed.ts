import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const productionTrimmed = mutantWith(
  {
    name: 'production-trimmed',
    story:
      'The values of the contract variables are trimmed before they are read, so " 1" and "1\\n" are taken for 1.',
    source: 'expert',
    caughtBy: ['malformed-variable-refuses', 'exactly-the-failures'],
    within: 300,
  },
  {
    readContract: environment =>
      readContract(
        Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value?.trim()])),
      ),
  },
);
