import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const skipsAllElsewhere = mutantWith(
  {
    name: 'skips-all-elsewhere',
    story: 'Not on Linux it checks nothing at all: a cache that all can read passes on a laptop.',
    source: 'seed 001: capability and uid checks are Linux-specific, the others are not',
    caughtBy: ['exactly-the-failures', 'every-invariant-is-looked-at'],
    within: 100,
  },
  {
    evaluate: (situation, invariants) =>
      situation.machine.platform === 'linux'
        ? postureParts.evaluate(situation, invariants)
        : { failures: [], skipped: true },
  },
);
