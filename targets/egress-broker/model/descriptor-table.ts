import type { Descriptor } from '../reference/seams.ts';

/** The broker's open descriptors, and what closing one does. */
export class DescriptorTable {
  readonly #open = new Map<Descriptor, () => void>();
  #last = 2;
  #closedTwice = 0;

  /** @param closed what happens when it is closed */
  open(closed: () => void = () => {}): Descriptor {
    this.#last += 1;
    this.#open.set(this.#last, closed);
    return this.#last;
  }

  close(descriptor: Descriptor): void {
    const closed = this.#open.get(descriptor);
    if (closed === undefined) this.#closedTwice += 1;
    this.#open.delete(descriptor);
    closed?.();
  }

  isOpen(descriptor: Descriptor): boolean {
    return this.#open.has(descriptor);
  }

  get size(): number {
    return this.#open.size;
  }

  get closedTwice(): number {
    return this.#closedTwice;
  }
}
