import type { ModelMachine } from '../model-machine.ts';
import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

export const linkFollowed = mutantInvariant(
  {
    name: 'link-followed',
    story: 'Looks at what a link leads to: whoever owns the link leads it elsewhere after the check.',
    source: 'expert: lstat(2) instead of stat(2); CVE-2019-19921 and its return, a check through a link',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  },
  {
    cacheDir: cacheDirClosed<ModelMachine>({ ...cacheDirRules, look: (machine, path) => machine.stat(path) }),
  },
);
