import type { Channel, Descriptor, Received } from '../reference/seams.ts';
import type { Pulse } from './pulse.ts';

/** So many answers wait for a child that does not read them; then the broker waits. */
const queued = 10;

/** An answer as the child finds it. */
export interface Answer {
  readonly byte: number;
  readonly descriptor: Descriptor | undefined;
}

export interface ChannelEvents {
  /** An answer is on its way. @returns whether it can be sent */
  pass(descriptor: Descriptor): boolean;
  /** The broker has closed its end. */
  closed(): void;
}

/** A control channel in memory, both sides of it. */
export class ModelChannel implements Channel {
  constructor(pulse: Pulse, events: ChannelEvents) {
    this.#pulse = pulse;
    this.#events = events;
  }

  readonly #pulse: Pulse;
  readonly #events: ChannelEvents;
  readonly #records: Received[] = [];
  readonly #answers: Answer[] = [];
  #awaits: ((received: Received) => void) | undefined;
  #roomAwaited: (() => void) | undefined;
  #childGone = false;
  #closed = false;

  /** Whether both sides are open. */
  get open(): boolean {
    return !this.#childGone && !this.#closed;
  }

  receive(): Promise<Received> {
    return new Promise(resolve => {
      this.#awaits = resolve;
      this.#next();
    });
  }

  async answer(byte: number, descriptor?: Descriptor): Promise<boolean> {
    this.#pulse.beat();
    while (this.open && this.#answers.length >= queued)
      await new Promise<void>(resolve => {
        this.#roomAwaited = resolve;
      });
    if (!this.open) return false;
    if (descriptor !== undefined && !this.#events.pass(descriptor)) return false;
    this.#answers.push({ byte, descriptor });
    this.#pulse.beat();
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.closed();
    this.#wake();
  }

  /** The child sends a record. */
  send(record: Received): void {
    if (this.open) this.#records.push(record);
    this.#wake();
  }

  /** The child reads the answers that have come. */
  read(): readonly Answer[] {
    const read = this.#answers.splice(0);
    this.#wake();
    return read;
  }

  /** The last of the child's side is closed. */
  hangUp(): void {
    this.#childGone = true;
    this.#wake();
  }

  #wake(): void {
    this.#pulse.beat();
    this.#roomAwaited?.();
    this.#roomAwaited = undefined;
    this.#next();
  }

  #next(): void {
    const resolve = this.#awaits;
    if (resolve === undefined) return;
    const next = this.#closed ? undefined : this.#records.shift();
    if (next === undefined && this.open) return;
    this.#awaits = undefined;
    this.#pulse.beat();
    resolve(next ?? { kind: 'hang-up' });
  }
}
