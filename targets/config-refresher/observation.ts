import type { FaultReport } from '../../harness/target.ts';
import type { OperationRecord } from '../../harness/world/memory-file-system.ts';
import type { Stop } from '../../harness/world/turnstile.ts';

/**
 * How a refresher ended: by itself, or `crashed` (killed), `blocked` (waits for ever), `stuck` (goes on for ever);
 * `timed-out` where nobody can tell which of these two it is.
 */
export type End =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: Stop }
  | { readonly kind: 'timed-out'; readonly limitMs: number };

/** What one refresher did, as its caller sees it. */
export interface Ended {
  readonly end: End;
  /** Lines on standard output, and on standard error. */
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** One entry of the world's folders. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'fifo' | 'socket';
  /** Permission bits. */
  readonly mode: number;
  /** A file's bytes; empty otherwise. */
  readonly content: Uint8Array;
  /** Where a link leads; empty otherwise. */
  readonly to: string;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
}

/** Every entry of the world that is no folder, and folders, by path. */
export type Files = ReadonlyMap<string, Entry>;

/** What was found at the target path from a moment on; undefined: nothing. */
export interface TargetState {
  /** Number of the operation after which it was first seen; 0: before the run. From outside: its place in the order. */
  readonly moment: number;
  readonly entry: Entry | undefined;
}

/**
 * How closely a run was watched. `operations`: each file operation was seen, moments are their numbers. `outside`: as
 * any other program sees it, by looking at the files; what it did in between may have gone unseen. `power-loss`: the same,
 * where what is seen is what a loss of power left.
 */
export type Watched = 'operations' | 'outside' | 'power-loss';

/** Name of the process whose operations the scenario's faults are planned for. */
export const faultedProcess = 'first';

/** What one run of a scenario did. */
export interface Observation {
  readonly watched: Watched;
  /** The refresher, and the second one if the scenario has one. */
  readonly refreshers: readonly [Ended, ...Ended[]];
  /** The world before any refresher ran, before this run (an earlier one may have been killed), and after it. */
  readonly original: Files;
  readonly before: Files;
  readonly after: Files;
  /** What the target was, in order: the first is what the run began with. What was not seen is left out. */
  readonly targetStates: readonly [TargetState, ...TargetState[]];
  /** Whether the very file that the target was at first has other bytes now, where the states can't show it. */
  readonly writtenInPlace: boolean;
  /** Every content that the source had at any moment, as its own writer left it. */
  readonly sourceVersions: readonly Uint8Array[];
  /** The first thing that happened to the source and was not its writer's doing; undefined: nothing. */
  readonly sourceHarm: string | undefined;
  /** Numbers of the operations after which the marker was there with another time; what a linked one leads to counts. */
  readonly markerTouches: readonly number[];
  /** Milliseconds since the epoch at the run's beginning and end. */
  readonly began: number;
  readonly finished: number;
  /** All file operations of the run in their order; empty where they can't be seen. */
  readonly operations: readonly OperationRecord[];
  /** What became of the scenario's faults, where that can't be read from the operations. */
  readonly faults: readonly FaultReport[] | undefined;
  /** Whether a fault hit the removal of a file: what could not be removed may remain. */
  readonly removalFaulted: boolean;
}
