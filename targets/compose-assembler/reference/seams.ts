/** What stands at a path. */
export type Entry = 'missing' | 'file' | 'empty file' | 'folder' | 'link' | 'other';

/** How a generator ended. `lastWords` is the last line it wrote to standard error, for people. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number; readonly lastWords: string }
  | { readonly kind: 'killed'; readonly signal: string; readonly lastWords: string }
  | { readonly kind: 'timed out'; readonly seconds: number }
  | { readonly kind: 'not started'; readonly reason: string };

/** Everything of the machine that assembly needs. The real one is `node-seams.ts`. */
export interface Seams {
  /** What stands at a path, the last component's link not followed. */
  entry(path: string): Promise<Entry>;
  /** The path with links followed, as far as it exists; what does not exist is kept as it is. */
  realPath(path: string): Promise<string>;
  /**
   * The text of a regular file, links followed.
   * @throws Error when it is not one, can't be read, or is not UTF-8
   */
  read(path: string): Promise<string>;
  /** Names in a folder, in any order. */
  names(folder: string): Promise<readonly string[]>;
  /** Runs a program with one argument and waits for it and its children to be gone. */
  run(program: string, argument: string, limits: RunLimits): Promise<Ending>;
  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  /** Writes one line to standard output. */
  print(line: string): void;
  /** Writes one line to standard error. */
  say(line: string): void;
}

export interface RunLimits {
  readonly folder: string;
  readonly seconds: number;
}
