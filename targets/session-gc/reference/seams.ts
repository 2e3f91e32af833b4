/** What the sweep asks of the machine. Errors of files are thrown as Node throws them, with a `code`. */

/** An entry as lstat(2) tells of it. */
export interface Status {
  readonly kind: 'folder' | 'link' | 'other';
  /** Which file system it is on, and which entry of it: another pair is another one. */
  readonly device: bigint;
  readonly inode: bigint;
  /** When it was last changed in any way, nanoseconds since the epoch. */
  readonly changed: bigint;
}

/** File operations. Paths are texts or, for real, a character for each byte. No link at the end of a path is ever followed, but by `list`. */
export interface Files {
  status(path: string): Status;
  /** Names in a folder. */
  list(folder: string): readonly string[];
  unlink(path: string): void;
  rmdir(path: string): void;
}

/** What became of a program that was run. */
export type ProgramRun =
  | { readonly kind: 'exited'; readonly status: number; readonly out: string }
  | { readonly kind: 'killed'; readonly signal: string; readonly out: string }
  | { readonly kind: 'timed-out'; readonly out: string }
  | { readonly kind: 'not-started'; readonly why: string };

/** Runs a program without a shell. @param limitMs then it is ended; undefined: never */
export type RunProgram = (
  program: string,
  words: readonly string[],
  limitMs: number | undefined,
) => ProgramRun;

export interface Seams {
  readonly files: Files;
  readonly run: RunProgram;
  /** Says something to people, on standard error. */
  warn(line: string): void;
}
