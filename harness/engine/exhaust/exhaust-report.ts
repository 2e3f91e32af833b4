/** What one run came to in which something went wrong at one call. */
export type Outcome =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'violation';
      readonly property: string;
      readonly reason: string;
      /** The run itself, or the one after it when it was killed. */
      readonly run: 'this' | 'next';
      /** Further properties that it broke. */
      readonly more: number;
    }
  | { readonly kind: 'hang' | 'crash' | 'rejected'; readonly reason: string; readonly run: 'this' | 'next' }
  /** Nothing is known: there was no way to hit this call and no other before it. */
  | { readonly kind: 'unaimed' }
  /** Nothing is known: the runs went other ways than the recorded one, and did not come to this call. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** The harness's fault: the call came and the fault did not. */
  | { readonly kind: 'missed'; readonly reason: string };

/** One line of the table: a call, what went wrong there, and what became of it. */
export interface ExhaustRow {
  /** Number of the call among those on the world, from 1; 0: the run in which nothing goes wrong. */
  readonly ordinal: number;
  /** Name of the system call; empty where nothing goes wrong. */
  readonly call: string;
  /** What it is about, relative to the world's folder; of a rename both paths. */
  readonly paths: readonly string[];
  /** `ENOSPC`, `returns 0`, `killed`, `none`. */
  readonly fault: string;
  readonly outcome: Outcome;
  /** Later calls of the run that were hit too. */
  readonly alsoHit: number;
}

/** One scenario's run, gone through call by call. */
export interface ExhaustedScenario {
  /** In a few words. */
  readonly scenario: string;
  /** Why there are no rows: the run without faults was no good already, or could not be recorded. */
  readonly impossible?: string;
  readonly calls: number;
  readonly rows: readonly ExhaustRow[];
}

/** What became of a program at every one of its system calls on its world. */
export interface ExhaustReport {
  readonly target: string;
  readonly implementation: string;
  readonly scenarios: readonly ExhaustedScenario[];
  /** Whether somebody stopped it. */
  readonly interrupted: boolean;
  readonly elapsedMs: number;
}
