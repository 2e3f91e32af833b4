/** An entry of a tree as it was seen. */
export interface SeenEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'fifo' | 'socket' | 'device';
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Time of the last change of content, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** Which one it is: another text is another file, whatever else is the same. */
  readonly identity: string;
  /** Bytes of a file; empty for everything else. */
  readonly content: Uint8Array;
  /** Where a link leads; empty for everything else. */
  readonly to: string;
}

/**
 * A folder and all below it at one moment: path relative to it → what was there. The folder itself is at `.`. A link is
 * what it is, not what it leads to. Bytes of a name that are no text stand as `\xNN`.
 */
export type TreeSnapshot = ReadonlyMap<string, SeenEntry>;

/** Content of what is no file. */
export const noBytes: Uint8Array = new Uint8Array(0);
