import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const stickyBitTrusted = mutantInvariant(
  {
    name: 'sticky-bit-trusted',
    story: 'Takes a sticky folder for a safe one, as /tmp is: everybody may read what is in it.',
    source: 'expert: checks of parent folders that make this exception rightly',
    caughtBy: ['exactly-the-failures', 'looser-never-cures'],
    within: 400,
  },
  {
    cacheDir: cacheDirClosed({
      ...cacheDirRules,
      modeIsRight: mode => cacheDirRules.modeIsRight(mode) || (mode & 0o1000) !== 0,
    }),
  },
);
