import { mayHave, readCaller } from './caller.ts';
import { codeOf, type Machine } from './machine.ts';
import { meetPeers } from './meet.ts';
import { fileOf, type Prepared, prepare, Refusal } from './prepare.ts';

/** What a server is made of. */
export interface Parts {
  readonly readCaller: typeof readCaller;
  readonly prepare: typeof prepare;
  readonly mayHave: typeof mayHave;
  readonly meetPeers: typeof meetPeers;
}

export const hardened: Parts = { readCaller, prepare, mayHave, meetPeers };

/**
 * Hands three sockets to one caller: `wrap-socket SOCKET_DIR CALLER_UID`. Prints `ready`, then one JSON line a peer,
 * until it is asked to end.
 * @returns exit status: 0 asked to end, 2 refused, or wrongly called
 */
export async function wrapSocket(
  arguments_: readonly string[],
  machine: Machine,
  parts: Parts = hardened,
): Promise<number> {
  const [path = '', text, ...more] = arguments_;
  if (path === '' || text === undefined || more.length > 0) {
    machine.complain('usage: wrap-socket SOCKET_DIR CALLER_UID');
    return 2;
  }
  const caller = parts.readCaller(text);
  if (caller === undefined) {
    machine.complain(
      `wrap-socket: ${JSON.stringify(text)} is no user id: digits, or - for a caller that has none`,
    );
    return 2;
  }
  let prepared: Prepared;
  try {
    prepared = parts.prepare(path, caller, machine);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    machine.complain(`wrap-socket: ${error.message}`);
    return 2;
  }
  await parts.meetPeers(prepared, machine, peer => parts.mayHave(caller, peer));
  close(prepared);
  return 0;
}

/** Takes the sockets away by name, so that nobody finds one that leads nowhere. */
function close({ folder, sockets }: Prepared): void {
  for (const { name, listener } of sockets) {
    listener.close();
    try {
      folder.unlink(fileOf(name));
    } catch (error) {
      // The caller may have taken it away, or put a folder in its place: it is the caller's folder.
      if (codeOf(error) === undefined) throw error;
    }
  }
  folder.close();
}
