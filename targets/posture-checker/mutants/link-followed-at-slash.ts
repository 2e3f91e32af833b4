import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const linkFollowedAtSlash = mutantInvariant(
  {
    name: 'link-followed-at-slash',
    story: 'Gives the path to lstat as it stands: with a slash at its end even lstat follows the link.',
    source: 'expert: path_resolution(7), "Trailing slashes"',
    caughtBy: ['exactly-the-failures'],
    within: 5000,
  },
  {
    cacheDir: cacheDirClosed({ ...cacheDirRules, look: (machine, path) => machine.lstat(path) }),
  },
);
