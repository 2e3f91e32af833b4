import type { ModelMachine } from '../model-machine.ts';
import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const ownerByRealUid = mutantInvariant(
  {
    name: 'owner-by-real-uid',
    story:
      'Compares the owner of the cache with the real user id: after a switch of users it belongs to the wrong one.',
    source: 'expert: access(2) and its warning; credentials(7)',
    caughtBy: ['exactly-the-failures'],
    within: 100,
  },
  {
    cacheDir: cacheDirClosed<ModelMachine>({
      ...cacheDirRules,
      ownerIsRight: (owner, machine) => owner === machine.realUid(),
    }),
  },
);
