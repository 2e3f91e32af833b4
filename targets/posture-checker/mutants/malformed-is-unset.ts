import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const malformedIsUnset = mutantWith(
  {
    name: 'malformed-is-unset',
    story: 'Everything but 1 means unset: PYRYCODE_RELAY_PRODUCTION=true runs as root with a warning less.',
    source:
      'seed 001: ErrInvalidConfig for a variable without valid format; seed 000 compared with "1" and told nothing',
    caughtBy: ['malformed-variable-refuses', 'exactly-the-failures'],
    within: 100,
  },
  {
    readContract(environment) {
      const contract = readContract(environment);
      return contract.production === 'malformed' ? { ...contract, production: 'unset' } : contract;
    },
  },
);
