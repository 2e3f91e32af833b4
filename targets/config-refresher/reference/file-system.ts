/** What a path or a descriptor stands for. Times are nanoseconds since the epoch. */
export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'link' | 'fifo' | 'socket' | 'device';
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  /** Which file it is: two names with the same pair lead to one file. */
  readonly device: bigint;
  readonly inode: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/**
 * The file operations a refresh needs, one system call each, so that each can fail, and nothing is hidden: a read or a
 * write may come out short. Rejections carry the error's name as `code`, as Node's do.
 */
export interface FileSystem {
  /** @param flags as in open(2); @param mode of a file that is created, less the umask */
  open(path: string, flags: number, mode?: number): Promise<number>;
  /** @param position where to read, in bytes. @returns number of bytes read, 0 at the end */
  read(descriptor: number, into: Uint8Array, position: number): Promise<number>;
  /** Writes where the last write ended. @returns number of bytes written, which may be less than given */
  write(descriptor: number, bytes: Uint8Array): Promise<number>;
  /** Of a file or of a folder. */
  fsync(descriptor: number): Promise<void>;
  fchmod(descriptor: number, mode: number): Promise<void>;
  fstat(descriptor: number): Promise<FileStatus>;
  close(descriptor: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Does not follow a link at the end of the path. */
  lstat(path: string): Promise<FileStatus>;
  readdir(path: string): Promise<readonly string[]>;
  /** Sets both times to `ms` milliseconds since the epoch; follows links. */
  utimes(path: string, ms: number): Promise<void>;
}

/** The name of the error that a file operation failed with, undefined for what is no such error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
