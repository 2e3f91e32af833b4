import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const skipsSilently = mutantWith(
  {
    name: 'skips-silently',
    story: 'Leaves out what it can not check on this platform, and says nothing.',
    source: 'seed 001: "running on darwin, skipping linux-only checks"',
    caughtBy: ['skips-with-one-warning'],
    within: 100,
  },
  {
    evaluate: (situation, invariants) => ({
      ...postureParts.evaluate(situation, invariants),
      skipped: false,
    }),
  },
);
