import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const singleInstanceByPresence = mutantWith(
  {
    name: 'single-instance-by-presence',
    story: 'PYRYCODE_RELAY_SINGLE_INSTANCE=0 asserts a single instance, as any value does.',
    source: 'seed 001, multi-instance check; the truthy opt-out of seed 004',
    caughtBy: ['malformed-variable-refuses', 'exactly-the-failures'],
    within: 200,
  },
  {
    readContract(environment) {
      const contract = readContract(environment);
      return contract.singleInstance === 'malformed' ? { ...contract, singleInstance: 'asserted' } : contract;
    },
  },
);
