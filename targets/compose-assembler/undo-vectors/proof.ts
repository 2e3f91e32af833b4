import type { Outcome, UndoVector } from './vectors.ts';

/** What came of one vector, without a check and with it. */
export interface Proof {
  readonly vector: UndoVector;
  /** What the generators write, a text for each. */
  readonly overlays: readonly string[];
  /** What Compose's `config` opens, by service, or why Compose refuses the files. */
  readonly config: readonly string[];
  /** What the kernel says otherwise inside than without the vector, by service, or why nothing was started. */
  readonly inside: readonly string[];
  readonly outcome: Outcome;
  /** How the checked assembler ended. */
  readonly refusal: { readonly exit: number; readonly said: readonly string[] };
  /** What is not as it must be; empty: proven. */
  readonly objections: readonly string[];
}
