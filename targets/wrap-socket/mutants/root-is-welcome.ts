import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const rootIsWelcome = withPart(
  {
    name: 'root-is-welcome',
    story: 'Lets root in beside the caller, since root can do anything anyway: also the root of a container.',
    source: 'expert; seed 002: unexpected peers are rejected',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 60,
  },
  {
    mayHave: (caller, peer) => peer?.uid === 0 || mayHave(caller, peer),
  },
);
