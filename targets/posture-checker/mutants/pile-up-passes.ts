import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

/** Whether a text names one capability only. */
function isSingle(reason: string): boolean {
  return (reason.match(/CAP_/g) ?? []).length === 2;
}

export const pileUpPasses = mutantWith(
  {
    name: 'pile-up-passes',
    story:
      'Root is not told when three more things hold: production, one single capability too many, a cache of mode 0755. Each by itself is seen.',
    source: 'expert: a bug that only a conjunction shows, for which examples one by one do not do',
    caughtBy: ['exactly-the-failures'],
    within: 5000,
  },
  {
    evaluate(situation, invariants) {
      const { failures, skipped } = postureParts.evaluate(situation, invariants);
      const isPileUp =
        situation.contract.production === 'asserted' &&
        failures.some(({ sentinel, reason }) => sentinel === 'ErrUnexpectedCapability' && isSingle(reason)) &&
        failures.some(({ reason }) => reason.includes('its mode is 0755'));
      return {
        failures: failures.filter(({ sentinel }) => !isPileUp || sentinel !== 'ErrRunningAsRoot'),
        skipped,
      };
    },
  },
);
