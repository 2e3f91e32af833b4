import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const legacyIsRoot = withPart(
  {
    name: 'legacy-is-root',
    story: 'Takes a caller without a uid for user 0: clients of before are locked out.',
    source: 'seed 002: legacy clients still use the compatibility path',
    caughtBy: ['legacy-is-the-compatibility-path'],
    within: 120,
  },
  {
    mayHave: (caller, peer) => (caller.kind === 'legacy' ? peer?.uid === 0 : mayHave(caller, peer)),
  },
);
