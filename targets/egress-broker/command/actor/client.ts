import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sent, StreamSeen } from '../../observation.ts';
import { readResponse } from '../../wire/message.ts';

const longestMs = 250;
const quietMs = 15;

/** One stream that the broker passed. */
export class Client {
  constructor(start: number, descriptor: number) {
    this.#start = start;
    this.#socket = new Socket({ fd: descriptor, readable: true, writable: true, allowHalfOpen: true });
    this.#socket.on('data', (data: Buffer) => {
      this.#received += data.toString('latin1');
      this.#last = performance.now();
    });
    for (const event of ['end', 'error', 'close'] as const)
      this.#socket.on(event, () => {
        this.#ended = true;
      });
  }

  readonly #start: number;
  readonly #socket: Socket;
  readonly #sent: Sent[] = [];
  readonly #methods: string[] = [];
  #received = '';
  #last = 0;
  #ended = false;
  #closed = false;
  #reading = true;

  send(text: string, sent: readonly Sent[], methods: readonly string[]): void {
    this.#sent.push(...sent);
    this.#methods.push(...methods);
    if (this.#socket.writable) this.#socket.write(text, 'latin1');
  }

  /** Whether every request that was sent has its response. */
  get answered(): boolean {
    let at = 0;
    for (const [nth, { whole }] of this.#sent.entries()) {
      if (!whole) return false;
      const read = readResponse(this.#received, at, this.#methods[nth] ?? '', this.#ended);
      if (read.kind !== 'message') return false;
      at = read.end;
    }
    return true;
  }

  /** Waits until nothing more comes. */
  async settle(): Promise<void> {
    const until = performance.now() + longestMs;
    while (performance.now() < until && !this.#ended && !this.answered) await delay(3);
    while (performance.now() < until && !this.#ended && performance.now() - this.#last < quietMs)
      await delay(3);
  }

  reads(reading: boolean): void {
    this.#reading = reading;
    if (reading) this.#socket.resume();
    else this.#socket.pause();
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  get isOpen(): boolean {
    return !this.#closed;
  }

  get served(): boolean {
    return !this.#ended;
  }

  get waits(): boolean {
    return !this.#closed && !this.#ended && this.#reading && !this.answered;
  }

  get seen(): Omit<StreamSeen, 'quietMs'> {
    return {
      start: this.#start,
      sent: this.#sent,
      received: this.#received,
      ended: this.#ended && !this.#closed,
      closedByChild: this.#closed,
      reading: this.#reading,
    };
  }
}
