import { mutantWith } from '../mutant.ts';
import { readContract } from '../reference/contract.ts';

export const emptyAppNameCounts = mutantWith(
  {
    name: 'empty-app-name-counts',
    story: 'An empty FLY_APP_NAME, which compose files leave behind, is taken for the platform.',
    source: 'expert: the presence of a variable instead of its value',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  },
  {
    readContract: environment => ({
      ...readContract(environment),
      onPlatform: environment['FLY_APP_NAME'] !== undefined,
    }),
  },
);
