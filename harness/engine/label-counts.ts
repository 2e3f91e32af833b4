import type { LabelShare } from './events.ts';
import type { Explored } from './explore.ts';

/** Below this, a share says nothing of the generator. */
const enough = 1_000;

/** How many of the labelled scenarios carried each label. */
export class LabelCounts {
  constructor(atLeast: Readonly<Record<string, number>>) {
    this.#floors = Object.entries(atLeast);
  }

  readonly #floors: readonly (readonly [label: string, percent: number])[];
  readonly #counts = new Map<string, number>();
  #labelled = 0;

  add({ labels, labelled }: Pick<Explored, 'labels' | 'labelled'>): void {
    this.#labelled += labelled;
    for (const [label, count] of Object.entries(labels)) {
      this.#counts.set(label, (this.#counts.get(label) ?? 0) + count);
    }
  }

  /** Labels with a floor: how many there are, and how many were seen at all. */
  get reached(): { readonly seen: number; readonly declared: number } {
    const seen = this.#floors.filter(([label]) => this.#counts.has(label)).length;
    return { seen, declared: this.#floors.length };
  }

  /** Every label that was seen or has a floor, with its share of what was drawn. */
  shares(): readonly LabelShare[] {
    const floors = new Map(this.#floors);
    const names = new Set([...floors.keys(), ...this.#counts.keys()]);
    return [...names].map(label => ({
      label,
      percent: this.#labelled === 0 ? 0 : (100 * (this.#counts.get(label) ?? 0)) / this.#labelled,
      atLeast: floors.get(label) ?? 0,
    }));
  }

  /** Labels below their floor. None while too little was drawn to tell. */
  below(): readonly LabelShare[] {
    return this.#labelled < enough ? [] : this.shares().filter(({ percent, atLeast }) => percent < atLeast);
  }
}
