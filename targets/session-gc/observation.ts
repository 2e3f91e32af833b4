import type { TreeSnapshot } from '../../harness/world/file-tree/snapshot.ts';
import type { StubEnd } from '../../harness/world/stub/stub.ts';

/** How a sweep ended. `timed-out`: it had to be ended, or waits for ever. */
export type End =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out' };

/** One call of the program that `DOCKER` names. */
export interface Listing {
  readonly arguments: readonly string[];
  /** How it ended; undefined: the sweep ended it before, or stopped listening to it. */
  readonly end: StubEnd | undefined;
  /** Names in the home when the call began; undefined where the home shows none. */
  readonly present: ReadonlySet<string> | undefined;
  /** Ids of the sessions that started during the call. */
  readonly started: readonly string[];
  /** Where docker(1) and its engine were real. */
  readonly inside?: OnEngine;
}

/** What there is to know of a listing on a real engine, beside what its client made of it. */
export interface OnEngine {
  /**
   * Names of the containers that there were, in whatever state, when the engine was asked; undefined: it was never asked,
   * or nobody could know.
   */
  readonly containers: readonly string[] | undefined;
  /** What the client said on standard error. */
  readonly complaint: string;
  /** Whether what was planned to go wrong there did. */
  readonly outage: 'none' | 'fired' | 'unreached';
}

/** One sweep, as its caller sees it. */
export interface Swept {
  readonly end: End;
  /** Lines on standard output, and on standard error. */
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly listings: readonly Listing[];
  /** The world afterwards. */
  readonly after: TreeSnapshot;
}

/** What one run of a scenario did. Paths are below the world's folder: `home/dev/.claude-container-9f3a`. */
export interface Observation {
  readonly before: TreeSnapshot;
  readonly first: Swept;
  /** The second sweep, where the scenario has one. */
  readonly second: Swept | undefined;
}
