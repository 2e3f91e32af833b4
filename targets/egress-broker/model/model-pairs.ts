import type { Descriptor, StreamPair } from '../reference/seams.ts';
import { ClientStream } from './client-stream.ts';
import type { DescriptorTable } from './descriptor-table.ts';
import { Line } from './line.ts';
import type { ModelRun } from './model-run.ts';

/** Two ends of a stream; the far one is held by so many descriptors. */
interface Pair {
  readonly client: ClientStream;
  readonly line: Line;
  holders: number;
}

/** The streams that one start of a broker makes, and which of them the child holds. */
export class ModelPairs {
  /** @param nth which start it is */
  constructor(run: ModelRun, nth: number, table: DescriptorTable) {
    this.#run = run;
    this.#nth = nth;
    this.#table = table;
  }

  readonly #run: ModelRun;
  readonly #nth: number;
  readonly #table: DescriptorTable;
  readonly #made = new Map<Descriptor, Pair>();
  readonly #unpassable = new Set<Descriptor>();
  readonly #held = new Map<ClientStream, Pair>();

  /**
   * Makes one for the broker.
   * @throws Error where the scenario plans that it can't be made; `open` of the pair, where its own end is to be broken
   */
  open(): StreamPair {
    const fault = this.#run.nextPair();
    if (fault === 'not-made') throw new Error('socketpair: EMFILE');
    const own = this.#table.open();
    const client = new ClientStream(this.#nth, this.#run.clock.now);
    const line: Line = new Line(this.#run.pulse, {
      receive: text => client.receive(text),
      ended: () => {
        client.ended();
        if (line.destroyed) this.#table.close(own);
      },
    });
    client.line = line;
    const pair: Pair = { client, line, holders: 1 };
    const peer = this.#table.open(() => release(pair));
    this.#made.set(peer, pair);
    if (fault === 'not-passed') this.#unpassable.add(peer);
    return {
      peer,
      open: () => {
        if (fault === 'own-end-broken') throw new Error('the descriptor is no stream');
        return line;
      },
      closeOwn: () => {
        client.ended();
        this.#table.close(own);
      },
    };
  }

  /** Lets one more descriptor hold the far end. @returns whether it can be passed */
  pass(peer: Descriptor): boolean {
    const pair = this.#made.get(peer);
    if (pair === undefined || !this.#table.isOpen(peer) || this.#unpassable.has(peer)) return false;
    pair.holders += 1;
    return true;
  }

  /** The child receives a descriptor: it keeps the stream, or closes it. */
  take(descriptor: Descriptor | undefined, keep: boolean): void {
    const pair = descriptor === undefined ? undefined : this.#made.get(descriptor);
    if (pair === undefined) return;
    if (keep) {
      this.#held.set(pair.client, pair);
      this.#run.streams.push(pair.client);
    } else {
      release(pair);
    }
  }

  /** The child closes a stream. @param last whether nobody else of its side has it open */
  close(stream: ClientStream, last: boolean): void {
    const pair = this.#held.get(stream);
    if (pair === undefined) return;
    stream.close();
    if (last) release(pair);
    this.#held.delete(stream);
  }

  /** The child is gone, and with it all that it has open. */
  letGo(): void {
    for (const pair of this.#held.values()) release(pair);
    this.#held.clear();
  }

  /** The child does nothing more. */
  done(): void {
    for (const { client } of this.#made.values()) client.done(this.#run.clock.now);
  }

  /** Streams that the child has open. */
  get held(): readonly ClientStream[] {
    return [...this.#held.keys()];
  }

  /** Number of streams of which the broker has its side open. */
  get served(): number {
    return [...this.#made.values()].filter(({ client }) => client.served).length;
  }
}

function release(pair: Pair): void {
  pair.holders -= 1;
  if (pair.holders === 0) pair.line.hangUp();
}
