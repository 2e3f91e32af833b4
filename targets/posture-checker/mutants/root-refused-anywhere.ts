import { mutantInvariant } from '../mutant.ts';
import { rootFailure } from '../reference/running-as-root.ts';

export const rootRefusedAnywhere = mutantInvariant(
  {
    name: 'root-refused-anywhere',
    story:
      'Tells of root outside of production as well, so that those who develop in a container learn to ignore it.',
    source: 'seed 000: non-production and uid 0 is fine',
    caughtBy: ['production-is-exactly-one', 'exactly-the-failures', 'no-false-refusal'],
    within: 100,
  },
  {
    root: {
      linuxOnly: false,
      check: ({ machine }) => (machine.effectiveUid() === 0 ? [rootFailure] : []),
    },
  },
);
