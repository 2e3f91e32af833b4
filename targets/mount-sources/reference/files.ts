export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** The file operations that making sources takes. Errors are Node's, with a `code`. */
export interface Files {
  /** What is at a path itself, links not followed; undefined: nothing. */
  look(path: string): EntryKind | undefined;
  readLink(path: string): string;
  /** Makes a folder that was not there: mkdir(2). */
  makeFolder(path: string, mode: number): void;
  /** Makes an empty file that was not there, and follows no link: open(2) with O_EXCL. */
  makeFile(path: string, mode: number): void;
  readText(path: string): string;
}

/** The name of a file operation's error, such as `EACCES`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
