import { mutantInvariant } from '../mutant.ts';
import { singleInstance } from '../reference/instances.ts';

export const instancesOnlyWithDomain = mutantInvariant(
  {
    name: 'instances-only-with-domain',
    story: 'Asks for the single instance only where certificates are fetched: one failure hides another.',
    source: 'seed 001: all invariants run',
    caughtBy: ['exactly-the-failures'],
    within: 800,
  },
  {
    instances: {
      linuxOnly: false,
      check: situation => (situation.flags.domain === null ? [] : singleInstance.check(situation)),
    },
  },
);
