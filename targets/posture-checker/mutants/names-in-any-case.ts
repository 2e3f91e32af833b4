import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const namesInAnyCase = mutantWith(
  {
    name: 'names-in-any-case',
    story:
      'Variables are found whatever the case of their names, the last one wins: another variable decides production.',
    source: 'expert: configuration libraries that fold the case of names, as Windows does',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  },
  {
    readContract: environment =>
      readContract(
        Object.fromEntries(Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value])),
      ),
  },
);
