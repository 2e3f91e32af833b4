const texts: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBADF: 'bad file descriptor',
  EBUSY: 'resource busy or locked',
  EEXIST: 'file already exists',
  EINTR: 'interrupted system call',
  EINVAL: 'invalid argument',
  EIO: 'i/o error',
  EISDIR: 'illegal operation on a directory',
  ELOOP: 'too many symbolic links encountered',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'name too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  ENXIO: 'no such device or address',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
  EXDEV: 'cross-device link not permitted',
};

/** What a file operation failed with, in the form of Node's own errors: `code`, `syscall`, `path`. */
export class DiskError extends Error {
  override readonly name = 'Error';

  constructor(code: string, syscall: string, path?: string) {
    // These are made by the thousand and thrown on purpose: a trace of the stack costs more than the whole operation.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`${code}: ${texts[code] ?? 'failed'}, ${syscall}${path === undefined ? '' : ` '${path}'`}`);
    Error.stackTraceLimit = limit;
    this.code = code;
    this.syscall = syscall;
    if (path !== undefined) this.path = path;
  }

  /** The error's name, such as `ENOENT`. */
  readonly code: string;
  /** The operation that failed. */
  readonly syscall: string;
  readonly path?: string;
}

/** The operation would wait for ever: opening a FIFO that nobody writes to. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}
