import type { ProgramSource, Ran, Start } from '../../stage.ts';
import { BashProgram } from './bash-program.ts';
import { ServeProgram } from './serve-program.ts';

/** One run of a kept program, over. */
export interface KeptRan extends Omit<Ran, 'calls'> {
  /** What a `serve:` program says it did, in its own words. */
  readonly features?: readonly string[];
}

/** A program that is kept open for many runs; runs are done one after the other, in the order they were asked for. */
export interface KeptProgram extends AsyncDisposable {
  /** Runs it once. A program that a run has ended is opened anew for the next one. */
  start(start: Start): Promise<KeptRan>;
}

export interface KeptOptions<Kind extends 'serve' | 'bash'> {
  /** As `checkProgram` gives it back: its files are absolute. */
  readonly source: Extract<ProgramSource, { readonly kind: Kind }>;
  /** Puts a containment, an identity or nothing around the words that are started. */
  readonly wrap: (words: readonly [string, ...string[]]) => readonly [string, ...string[]];
  /** Whether `wrap` gives real and effective ids that differ: only with -p does bash not give the effective ones up. */
  readonly splitIds?: boolean;
  /** What the kept process itself is started with. `PATH` finds `bash`. */
  readonly environment: Readonly<Record<string, string>>;
  /** An empty folder that the harness may write to and the program may read from, at the same path. */
  readonly privateFolder: string;
  readonly limits: {
    /** So much is kept of each of standard output and error; one byte more ends the program. */
    readonly outputBytes: number;
    /** So much the kept process and all that comes from it may hold together. */
    readonly memoryBytes: number;
  };
}

/** Time limit of a run that says none, in ms. */
export const usualLimitMs = 10_000;

/** Keeps a program open that speaks the protocol of serve-protocol.md. Nothing is started before the first run. */
export function openServe(options: KeptOptions<'serve'>): KeptProgram {
  return new ServeProgram(options);
}

/**
 * Keeps a bash open that runs a function of a shell file as `bash -c '. FILE; FUNCTION "$@"' bash ARGUMENT…` would. The
 * file is sourced once where that makes no difference, else in each run. Nothing is started before the first run.
 */
export function openBash(options: KeptOptions<'bash'>): KeptProgram {
  return new BashProgram(options);
}
