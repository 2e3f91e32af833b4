import type { Pulse } from './pulse.ts';

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

/** A clock that only moves when it is told to. */
export class VirtualClock {
  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  readonly #pulse: Pulse;
  readonly #timers = new Set<Timer>();
  #now = 0;

  get now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    const timer: Timer = { at: this.#now + ms, act };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets time pass, timer by timer. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      let next: Timer | undefined;
      for (const timer of this.#timers) if (timer.at <= until && !(next && next.at <= timer.at)) next = timer;
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      this.#pulse.beat();
      next.act();
      await this.#pulse.settle();
    }
    this.#now = until;
  }
}
