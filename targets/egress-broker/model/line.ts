import { Duplex } from 'node:stream';
import type { Pulse } from './pulse.ts';

/** What a socket takes in before its writer has to wait. */
const buffered = 65_536;

/** What happens at the far side of a line. */
export interface FarSide {
  receive(text: string): void;
  /** The near side is done: it ended its half, or closed. */
  ended(): void;
}

/** The broker's side of a stream in memory. The far side is driven by the model. */
export class Line extends Duplex {
  constructor(pulse: Pulse, far: FarSide) {
    super();
    this.#pulse = pulse;
    this.#far = far;
  }

  readonly #pulse: Pulse;
  readonly #far: FarSide;
  readonly #waiting: string[] = [];
  #blocked: (() => void) | undefined;
  #reading = true;
  #over = false;
  #finished = false;

  /** From the far side. */
  deliver(text: string): void {
    this.#pulse.beat();
    if (!this.destroyed && !this.#finished) this.push(Buffer.from(text, 'latin1'));
  }

  /** The far side sends nothing more; it still takes in what is sent. */
  finish(): void {
    this.#pulse.beat();
    if (!this.destroyed && !this.#finished) this.push(null);
    this.#finished = true;
  }

  /** The far side has closed. */
  hangUp(): void {
    this.finish();
    this.#over = true;
    this.#blocked?.();
    this.#blocked = undefined;
  }

  /** Whether the far side takes in what is sent. */
  reads(reading: boolean): void {
    this.#pulse.beat();
    this.#reading = reading;
    if (!reading) return;
    for (const text of this.#waiting.splice(0)) this.#far.receive(text);
    const go = this.#blocked;
    this.#blocked = undefined;
    go?.();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#pulse.beat();
    if (this.#over) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return;
    }
    const text = chunk.toString('latin1');
    if (this.#reading) {
      this.#far.receive(text);
      done();
      return;
    }
    this.#waiting.push(text);
    const held = this.#waiting.reduce((sum, { length }) => sum + length, 0);
    if (held < buffered) done();
    else this.#blocked = () => done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#pulse.beat();
    this.#far.ended();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#pulse.beat();
    this.#blocked = undefined;
    this.#far.ended();
    done(error);
  }
}
