import type { ConnectionSeen } from '../observation.ts';
import type { Origin } from '../reference/origin.ts';
import type { Reply } from '../scenario.ts';
import { UpstreamPeer } from '../wire/upstream-peer.ts';
import { Line } from './line.ts';
import type { Pulse } from './pulse.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The upstream of the model's brokers; whoever is called elsewhere answers in the same way. */
export const modelOrigin: Origin = { tls: true, host: 'api.example', port: 443, authority: 'api.example' };

interface Options {
  readonly pulse: Pulse;
  readonly clock: VirtualClock;
  readonly up: boolean;
  readonly replies: (id: string) => Reply | undefined;
}

/** Everything that a broker connects to. */
export class ModelUpstream {
  constructor(options: Options) {
    this.#options = options;
  }

  readonly #options: Options;
  readonly #connections: { readonly start: number; readonly to: string; readonly peer: UpstreamPeer }[] = [];
  readonly #open = new Set<Line>();

  /** Number of connections that the broker has not closed. */
  get open(): number {
    return this.#open.size;
  }

  get seen(): readonly ConnectionSeen[] {
    return this.#connections.map(({ start, to, peer: { bytes } }) => ({ start, to, bytes }));
  }

  connect(start: number, { host, port }: Origin): Line {
    const { pulse, clock, up, replies } = this.#options;
    const line: Line = new Line(pulse, {
      receive: text => {
        if (up) peer.receive(text);
      },
      ended: () => {
        if (line.destroyed) this.#open.delete(line);
      },
    });
    const peer = new UpstreamPeer(
      {
        write: text => line.deliver(text),
        end: () => line.finish(),
        after: (ms, act) => void clock.after(ms, act),
      },
      replies,
    );
    const isUpstream = host === modelOrigin.host && port === modelOrigin.port;
    this.#connections.push({ start, to: isUpstream ? 'upstream' : `${host}:${port}`, peer });
    this.#open.add(line);
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (!up) setImmediate(() => line.destroy(refused));
    return line;
  }
}
