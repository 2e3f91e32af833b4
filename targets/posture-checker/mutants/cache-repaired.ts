import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';

const check = cacheDirClosed(cacheDirRules);

export const cacheRepaired = mutantInvariant(
  {
    name: 'cache-repaired',
    story:
      'Gives the cache its mode instead of refusing: keys that others could read are in use, and nobody hears of it.',
    source: 'seed 001: no auto-remediation, loud failure over silent correction',
    caughtBy: ['disk-is-left-alone', 'exactly-the-failures'],
    within: 100,
  },
  {
    cacheDir: {
      linuxOnly: false,
      check(situation) {
        const [failure] = check.check(situation);
        if (!failure?.reason.includes('its mode is')) return failure === undefined ? [] : [failure];
        situation.machine.chmod(failure.resource, 0o700);
        return check.check(situation);
      },
    },
  },
);
