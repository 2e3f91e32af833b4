import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const modeAtMost0700 = mutantInvariant(
  {
    name: 'mode-at-most-0700',
    story:
      'Asks only that group and others have no bits: 0500 passes, and the first certificate can not be stored.',
    source: 'seed 001: the cache has mode 0700; the check of group and others alone is what many programs do',
    caughtBy: ['exactly-the-failures'],
    within: 800,
  },
  {
    cacheDir: cacheDirClosed({ ...cacheDirRules, modeIsRight: mode => (mode & 0o7077) === 0 }),
  },
);
