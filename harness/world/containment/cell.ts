import type { Family } from '../family/family.ts';
import type { Words } from './words.ts';

/** A place that one program at a time is started in. What it leaves behind stays in there. */
export interface Cell {
  /** The words that start a program inside, by whatever means. */
  wrap(words: Words): Words;
  /** What lives inside; left out where nothing keeps it together. */
  readonly family?: Family;
  /** Ends everything inside, and the cell with it. */
  kill(): void;
  /** Gives it back for another program, once this one is over. */
  leave(): void;
}
