import {
  type Connection,
  type Credentials,
  codeOf,
  type Listener,
  type Machine,
  type SocketName,
} from './machine.ts';
import type { Prepared } from './prepare.ts';

/** How long a server that can't accept anybody waits before it tries again. */
const pauseMs = 100;
/** There is no descriptor left, in this process or on the machine: accept(2). */
const outOfDescriptors = new Set(['EMFILE', 'ENFILE']);
/** About one peer, which has gone: accept(2) wants these treated as "try again". */
const ofOnePeer = new Set(['ECONNABORTED', 'EINTR', 'EPROTO']);

type Decide = (peer: Credentials | undefined) => boolean;

/** Says that it is ready, and meets peers until the server is asked to end. Nothing that a peer does, and no error of accept(2), ends it sooner. */
export async function meetPeers(prepared: Prepared, machine: Machine, decide: Decide): Promise<void> {
  const reception = new Reception(machine, decide);
  machine.say('ready');
  const listeners = prepared.sockets.map(({ listener }) => listener);
  const names = new Map(prepared.sockets.map(({ name, listener }) => [listener, name]));
  for (;;) {
    const next = reception.closed ? await machine.next([], pauseMs) : await machine.next(listeners);
    if (next.kind === 'stop') break;
    if (next.kind === 'late') reception.closed = false;
    const name = next.kind === 'peer' ? names.get(next.listener) : undefined;
    if (next.kind === 'peer' && name !== undefined) reception.meet(next.listener, name);
  }
  reception.end();
}

class Reception {
  constructor(machine: Machine, decide: Decide) {
    this.#machine = machine;
    this.#decide = decide;
    this.#takeSpare();
  }

  readonly #machine: Machine;
  readonly #decide: Decide;
  #spare: { close(): void } | undefined;
  /** Nobody can be accepted for now: trying at once again would never end. */
  closed = false;

  meet(listener: Listener, name: SocketName): void {
    if (this.#spare === undefined) this.#takeSpare();
    try {
      const connection = listener.accept();
      if (connection !== undefined) this.#judge(connection, name, true);
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (outOfDescriptors.has(code)) this.#turnAway(listener, name, code);
      else if (!ofOnePeer.has(code)) this.#pause(code);
    }
  }

  end(): void {
    this.#spare?.close();
  }

  /** Whoever waits would be waiting for ever, and be told of for ever: the spare descriptor is enough to turn them away. */
  #turnAway(listener: Listener, name: SocketName, code: string): void {
    if (this.#spare === undefined) {
      this.#pause(code);
      return;
    }
    this.#spare.close();
    this.#spare = undefined;
    try {
      const connection = listener.accept();
      if (connection !== undefined) this.#judge(connection, name, false);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      this.#pause(code);
    }
    this.#takeSpare();
  }

  #pause(code: string): void {
    this.closed = true;
    this.#machine.complain(`wrap-socket: nobody can be accepted for now (${code})`);
  }

  #takeSpare(): void {
    try {
      this.#spare = this.#machine.spare();
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
    }
  }

  #judge(connection: Connection, socket: SocketName, room: boolean): void {
    const peer = credentialsOf(connection);
    const accepted = room && this.#decide(peer);
    if (accepted) connection.keep();
    else connection.close();
    this.#machine.say(JSON.stringify({ socket, uid: peer?.uid ?? null, accepted }));
  }
}

function credentialsOf(connection: Connection): Credentials | undefined {
  try {
    return connection.credentials();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}
