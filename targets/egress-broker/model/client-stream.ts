import type { Sent, StreamSeen } from '../observation.ts';
import type { FarSide, Line } from './line.ts';

/** The child's side of one stream that it was given. */
export class ClientStream implements FarSide {
  /** @param now when it was made, in ms */
  constructor(start: number, now: number) {
    this.#start = start;
    this.#active = now;
  }

  readonly #start: number;
  readonly #sent: Sent[] = [];
  #received = '';
  #ended = false;
  #closed = false;
  #reading = true;
  #active: number;
  /** What the child knew of it when it was done. */
  #last: { readonly ended: boolean; readonly quietMs: number } | undefined;
  line: Line | undefined;

  receive(text: string): void {
    this.#received += text;
  }

  ended(): void {
    this.#ended = true;
  }

  /** Whether the broker has its side open. */
  get served(): boolean {
    return !this.#ended;
  }

  done(now: number): void {
    this.#last ??= { ended: this.#ended, quietMs: now - this.#active };
  }

  send(text: string, sent: readonly Sent[], now: number): void {
    this.#active = now;
    this.#sent.push(...sent);
    this.line?.deliver(text);
  }

  reads(reading: boolean, now: number): void {
    this.#active = now;
    this.#reading = reading;
    this.line?.reads(reading);
  }

  close(): void {
    this.#closed = true;
  }

  get seen(): StreamSeen {
    return {
      start: this.#start,
      sent: this.#sent,
      received: this.#received,
      ended: this.#last?.ended ?? this.#ended,
      quietMs: this.#last?.quietMs,
      closedByChild: this.#closed,
      reading: this.#reading,
    };
  }
}
