import { mutant } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';
import { hardened, wrapSocket } from '../reference/wrap-socket.ts';

export const ownUserIsWelcome = mutant(
  {
    name: 'own-user-is-welcome',
    story:
      'Where it is not root, it lets its own user in beside the caller: every other service of that user is in too.',
    source: 'expert; libraries that allow "uid 0 or mine", less the root that was noticed',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 700,
  },
  (arguments_, machine) =>
    wrapSocket(arguments_, machine, {
      ...hardened,
      mayHave: (caller, peer) =>
        mayHave(caller, peer) ||
        (peer !== undefined &&
          peer.uid === machine.uid &&
          peer.uid > 0 &&
          peer.pid > 0 &&
          caller.kind === 'known'),
    }),
);
