import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const ownerIn31Bits = mutantInvariant(
  {
    name: 'owner-in-31-bits',
    story:
      'Keeps one of the two user ids as a signed number: ids from 2³¹ on never match, and sound folders are refused.',
    source: 'expert: uid_t is unsigned; user namespaces map ids that high',
    caughtBy: ['exactly-the-failures'],
    within: 300,
  },
  {
    cacheDir: cacheDirClosed({
      ...cacheDirRules,
      ownerIsRight: (owner, machine) => owner === (machine.effectiveUid() | 0),
    }),
  },
);
