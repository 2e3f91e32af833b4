/** What lstat(2) tells of an entry: kind and permission bits as in `st_mode`, and the owner. */
export interface FileStatus {
  readonly mode: number;
  readonly uid: number;
}

/** Everything the posture depends on, and the only two things that booting does: it logs, and it binds. */
export interface Machine {
  /** As `process.platform` names it. */
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  effectiveUid(): number;
  /**
   * The text of `/proc/self/status` (proc_pid_status(5)).
   * @throws an error with `code` when it can't be read
   */
  readStatus(): string;
  /**
   * Looks at an entry without following a link.
   * @throws an error with `code`, "ENOENT" when there is no such entry
   */
  lstat(path: string): FileStatus;
  /** Takes one line, without its end. */
  log(line: string): void;
  /** Opens a listener on `host:port`. */
  bind(address: string): void;
}

/** The code of a failed system call, "EACCES"; "unknown" for any other exception. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unknown';
}
