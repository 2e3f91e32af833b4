import { mutant } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';
import { hardened, wrapSocket } from '../reference/wrap-socket.ts';

export const remembersAProcess = mutant(
  {
    name: 'remembers-a-process',
    story:
      'Looks at a process once, and knows it by its number from then on: the number is given to another later.',
    source: 'CVE-2019-6133 (polkit): a decision that was kept for a pid that came again',
    caughtBy: ['wrong-uid-is-never-authorised', 'right-caller-gets-through'],
    within: 200,
  },
  (arguments_, machine) => {
    const known = new Map<number, boolean>();
    return wrapSocket(arguments_, machine, {
      ...hardened,
      mayHave: (caller, peer) => {
        const may = (peer && known.get(peer.pid)) ?? mayHave(caller, peer);
        if (peer !== undefined && peer.pid > 0) known.set(peer.pid, may);
        return may;
      },
    });
  },
);
