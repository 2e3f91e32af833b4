import type { Recording, Volume } from '../../recording.ts';
import type { RunEnd } from '../../target.ts';

/** A run of the program that is over: how it ended, and what its world was before and after. */
export interface SeenRun {
  readonly before: Volume;
  readonly after: Volume;
  /** Undefined: it did not end by itself; `why` says so. */
  readonly ended: RunEnd | undefined;
  readonly why: string;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly finished: number;
}

/** A run that was recorded, and the way to run the same program on what a loss of power left of its world. */
export interface RecordedRun {
  readonly recording: Recording;
  readonly ended: RunEnd;
  again(left: Volume): Promise<SeenRun>;
}

/** What became of an attempt to record a run. */
export type Attempt =
  | { readonly kind: 'recorded'; readonly run: RecordedRun }
  /** What it does can't be recorded, or not wholly: nothing can be said of it. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** Records runs of one implementation. */
export interface Recorder<S> {
  /** Records a scenario's run and hands it on; what was made for it goes away when that is done. */
  record<T>(scenario: S, use: (attempt: Attempt) => Promise<T>): Promise<T>;
}
