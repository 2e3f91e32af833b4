import { createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSeen } from '../../observation.ts';
import type { Reply } from '../../scenario.ts';
import { UpstreamPeer } from '../../wire/upstream-peer.ts';

/** The upstream, on the loopback interface of the cell that the broker is in. */
export class Upstream {
  constructor(start: number, replies: (id: string) => Reply | undefined) {
    this.#start = start;
    this.#server = createServer({ allowHalfOpen: false }, socket => this.#take(socket, replies));
  }

  readonly #start: number;
  readonly #server: Server;
  readonly #peers: UpstreamPeer[] = [];
  readonly #open = new Set<Socket>();

  async listen(at: number | string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      if (typeof at === 'string') this.#server.listen(at, resolve);
      else this.#server.listen(at, '127.0.0.1', resolve);
    });
  }

  /** Number of connections that the broker has not closed. */
  get open(): number {
    return this.#open.size;
  }

  get seen(): readonly ConnectionSeen[] {
    return this.#peers.map(({ bytes }) => ({ start: this.#start, to: 'upstream', bytes }));
  }

  #take(socket: Socket, replies: (id: string) => Reply | undefined): void {
    const peer = new UpstreamPeer(
      {
        write: text => void (socket.writable && socket.write(text, 'latin1')),
        end: () => socket.end(),
        after: (ms, act) => void setTimeout(act, ms).unref(),
      },
      replies,
    );
    this.#peers.push(peer);
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('end', () => this.#open.delete(socket));
    socket.once('close', () => this.#open.delete(socket));
    socket.on('data', (data: Buffer) => peer.receive(data.toString('latin1')));
  }
}
