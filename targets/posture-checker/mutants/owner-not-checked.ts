import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const ownerNotChecked = mutantInvariant(
  {
    name: 'owner-not-checked',
    story: 'A mode of 0700 is enough: the folder may be closed to everybody but another user.',
    source: 'seed 001: the check of the autocert cache asks for "perms == 0700" only',
    caughtBy: ['exactly-the-failures'],
    within: 400,
  },
  { cacheDir: cacheDirClosed({ ...cacheDirRules, ownerIsRight: () => true }) },
);
