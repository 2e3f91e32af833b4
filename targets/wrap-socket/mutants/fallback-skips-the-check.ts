import { mutant, withCalls } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';
import { hardened, wrapSocket } from '../reference/wrap-socket.ts';

export const fallbackSkipsTheCheck = mutant(
  {
    name: 'fallback-skips-the-check',
    story: 'Where ownership can not be given it opens the sockets to everybody, and checks nobody any more.',
    source: 'seed 002: permissive fallback must not authorise',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 120,
  },
  (arguments_, machine) => {
    let fallback = false;
    const complain = (line: string): void => {
      fallback ||= line.includes('cannot be given');
      machine.complain(line);
    };
    return wrapSocket(arguments_, withCalls(machine, { complain }), {
      ...hardened,
      mayHave: (caller, peer) => fallback || mayHave(caller, peer),
    });
  },
);
