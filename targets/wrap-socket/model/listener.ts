import type { Connection, Credentials, Listener } from '../reference/machine.ts';
import type { ModelPeer } from './peer.ts';

/** What a listener needs of its machine. */
export interface Switchboard {
  /** Does one call that faults can be planned for. */
  call<T>(name: 'listen' | 'accept' | 'credentials' | 'close', act: () => T): T;
  /** A descriptor for what is accepted. @throws EMFILE */
  take(): void;
  give(): void;
  /** Somebody was accepted: the server gets on. */
  progress(): void;
}

/** A bound socket in memory, with the peers that wait at it. */
export class ModelListener implements Listener {
  constructor(board: Switchboard) {
    this.#board = board;
  }

  readonly #board: Switchboard;
  listening = false;
  readonly queue: ModelPeer[] = [];
  #open = true;

  listen(): void {
    this.#board.call('listen', () => {
      this.listening = true;
    });
  }

  accept(): Connection | undefined {
    const first = this.queue[0];
    if (first === undefined) return undefined;
    try {
      this.#board.call('accept', () => this.#board.take());
    } catch (error) {
      for (const peer of this.queue) peer.hindered = true;
      // The peer of an aborted connection is gone; who met no descriptor goes on waiting.
      if (error instanceof Error && 'code' in error && error.code === 'ECONNABORTED') {
        this.queue.shift();
        first.fate = 'closed';
        this.#board.progress();
      }
      throw error;
    }
    this.queue.shift();
    this.#board.progress();
    return new ModelConnection(first, this.#board);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.listening = false;
    this.#board.call('close', () => this.#board.give());
    for (const peer of this.queue.splice(0)) peer.fate = 'closed';
  }
}

/** A connection in memory. */
class ModelConnection implements Connection {
  constructor(peer: ModelPeer, board: Switchboard) {
    this.peer = peer;
    this.#board = board;
  }

  readonly peer: ModelPeer;
  readonly #board: Switchboard;
  #open = true;

  credentials(): Credentials {
    const { pid, uid, gid } = this.peer;
    try {
      return this.#board.call('credentials', () => ({ pid, uid, gid }));
    } catch (error) {
      this.peer.untold = true;
      throw error;
    }
  }

  keep(): void {
    this.peer.fate = 'kept';
    this.peer.leave = () => this.#shut();
    if (this.peer.left) this.#shut();
  }

  close(): void {
    this.peer.fate = 'closed';
    this.#shut();
  }

  #shut(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#board.call('close', () => this.#board.give());
  }
}
