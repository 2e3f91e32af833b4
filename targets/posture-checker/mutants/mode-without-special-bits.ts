import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const modeWithoutSpecialBits = mutantInvariant(
  {
    name: 'mode-without-special-bits',
    story: 'Looks at nine bits of the mode: set-uid, set-gid and sticky pass.',
    source: 'expert: inode(7); seed 001 asks for exactly 0700',
    caughtBy: ['exactly-the-failures'],
    within: 500,
  },
  {
    cacheDir: cacheDirClosed({ ...cacheDirRules, modeIsRight: mode => (mode & 0o777) === 0o700 }),
  },
);
