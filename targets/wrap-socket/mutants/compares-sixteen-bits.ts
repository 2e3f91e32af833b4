import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const comparesSixteenBits = withPart(
  {
    name: 'compares-sixteen-bits',
    story: 'Keeps user ids in 16 bits: user 66537 is user 1001.',
    source: 'expert; getuid16(2): ids were 16 bits wide',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 120,
  },
  {
    mayHave: (caller, peer) =>
      mayHave(
        caller,
        peer && caller.kind === 'known'
          ? { ...peer, uid: peer.uid % 65_536 === caller.uid % 65_536 ? caller.uid : peer.uid }
          : peer,
      ),
  },
);
