import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const cacheErrorIsMissing = mutantInvariant(
  {
    name: 'cache-error-is-missing',
    story: 'Any error of looking at the cache means that it is not there yet.',
    source: 'expert: existsSync and its kind say false on EACCES and ELOOP too',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  },
  { cacheDir: cacheDirClosed({ ...cacheDirRules, isMissing: () => true }) },
);
