import { mutant, withCalls } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';
import type { Machine } from '../reference/machine.ts';
import { hardened, wrapSocket } from '../reference/wrap-socket.ts';

export const checksOnlyNotify = mutant(
  {
    name: 'checks-only-notify',
    story: 'Checks peers of the notify socket, and trusts the other two.',
    source: 'seed 002: enforce peer UID checks on notify, signal, and ptrace accept paths',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 120,
  },
  (arguments_, machine) => {
    let checking = true;
    const next: Machine['next'] = async listeners => {
      const came = await machine.next(listeners);
      checking = came.kind === 'peer' && came.listener === listeners[0];
      return came;
    };
    return wrapSocket(arguments_, withCalls(machine, { next }), {
      ...hardened,
      mayHave: (caller, peer) => !checking || mayHave(caller, peer),
    });
  },
);
