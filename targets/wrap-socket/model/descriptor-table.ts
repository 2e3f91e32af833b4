import { DiskError } from '../../../harness/world/disk-error.ts';

/** Standard input, output and error. */
const inherited = 3;

/** How many descriptors a server has, and may have. */
export class DescriptorTable {
  open = inherited;
  #most = Number.POSITIVE_INFINITY;

  /** @throws DiskError `EMFILE` */
  take(): void {
    if (this.open >= this.#most) throw new DiskError('EMFILE', 'open', 'a descriptor');
    this.open += 1;
  }

  give(): void {
    this.open -= 1;
  }

  /** Not one more than there are now. */
  starve(): void {
    this.#most = this.open;
  }

  feed(): void {
    this.#most = Number.POSITIVE_INFINITY;
  }

  get starved(): boolean {
    return this.#most !== Number.POSITIVE_INFINITY;
  }
}
