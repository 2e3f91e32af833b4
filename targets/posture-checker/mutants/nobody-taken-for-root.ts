import { mutantInvariant } from '../mutant.ts';
import { rootFailure } from '../reference/running-as-root.ts';
import { asInProduction } from '../reference/situation.ts';

export const nobodyTakenForRoot = mutantInvariant(
  {
    name: 'nobody-taken-for-root',
    story: 'Wants a user id of ordinary users and refuses 65534 too, which is what distroless images run as.',
    source: 'seed 000: production and uid 65534 is fine',
    caughtBy: ['exactly-the-failures'],
    within: 400,
  },
  {
    root: {
      linuxOnly: false,
      check(situation) {
        const uid = situation.machine.effectiveUid();
        return asInProduction(situation) && (uid === 0 || uid === 65_534) ? [rootFailure] : [];
      },
    },
  },
);
