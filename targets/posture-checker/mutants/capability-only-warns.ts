import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const capabilityOnlyWarns = mutantWith(
  {
    name: 'capability-only-warns',
    story: "Unreadable capabilities are told and do not refuse, as they are nobody's fault.",
    source: 'expert: failing open on "unknown"',
    caughtBy: ['production-is-exactly-one'],
    within: 1000,
  },
  {
    decide: (contract, failures) =>
      postureParts.decide(
        contract,
        failures.filter(({ sentinel }) => sentinel !== 'ErrCapabilitiesUnreadable'),
      ),
  },
);
