import { mutantWith } from '../mutant.ts';

export const stopsAtFirstFailure = mutantWith(
  {
    name: 'stops-at-first-failure',
    story: 'Returns at the first failure: the others show one by one, a deployment later each.',
    source:
      'seed 001: the comment above CheckSecurityPosture says "fail-fast on first error", its tests say all invariants run',
    caughtBy: ['exactly-the-failures', 'every-invariant-is-looked-at'],
    within: 50,
  },
  {
    evaluate(situation, invariants) {
      for (const invariant of invariants) {
        if (invariant.linuxOnly && situation.machine.platform !== 'linux') continue;
        const failures = invariant.check(situation);
        if (failures.length > 0) return { failures, skipped: situation.machine.platform !== 'linux' };
      }
      return { failures: [], skipped: situation.machine.platform !== 'linux' };
    },
  },
);
