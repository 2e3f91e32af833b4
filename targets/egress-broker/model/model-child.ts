import { constants } from 'node:os';
import type { Child, ChildEnd } from '../reference/seams.ts';

type SignalName = 'SIGTERM' | 'SIGKILL' | 'SIGSEGV';

/** The number of a signal. */
export function signalNumber(name: SignalName): number {
  return constants.signals[name];
}

/** A child that ends when the script says so, or when it is told to. */
export class ModelChild implements Child {
  constructor(gone: () => void) {
    this.#gone = gone;
    this.ended = new Promise(resolve => {
      this.#resolve = resolve;
    });
  }

  readonly ended: Promise<ChildEnd>;
  #resolve: (end: ChildEnd) => void = () => {};
  readonly #gone: () => void;
  #end: ChildEnd | undefined;
  /** Whether it goes on when it is told to end. */
  stubborn = false;

  /** As an exit status; undefined: it runs. */
  get status(): number | undefined {
    if (this.#end?.kind === 'exited') return this.#end.status;
    return this.#end?.kind === 'killed' ? 128 + this.#end.signal : undefined;
  }

  end(end: ChildEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#gone();
    this.#resolve(end);
  }

  signal(name: SignalName): void {
    if (name !== 'SIGTERM' || !this.stubborn) this.end({ kind: 'killed', signal: signalNumber(name) });
  }
}
