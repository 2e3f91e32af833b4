import type { FileOperation } from '../../arbitraries/fault-plan.ts';
import type { TracedCall } from '../../stage.ts';

const kinds: readonly (readonly [FileOperation, RegExp])[] = [
  ['open', /^(open|openat2?|creat)$/],
  ['read', /^(read|pread64|readv|preadv2?)$/],
  ['write', /^(write|pwrite64|writev|pwritev2?|copy_file_range|splice|sendfile)$/],
  ['fsync', /^(fsync|fdatasync|sync_file_range|syncfs)$/],
  ['fchmod', /^(f?chmod|fchmodat2?)$/],
  ['fstat', /^fstat$/],
  ['close', /^close$/],
  ['rename', /^rename(at2?)?$/],
  ['unlink', /^(unlink(at)?|rmdir)$/],
  ['lstat', /^(lstat|stat|newfstatat|statx|access|faccessat2?)$/],
  ['readdir', /^getdents(64)?$/],
  ['utimes', /^(utimensat|utimes?)$/],
];

/** The kind of file operation that a call is; undefined: none of those that fault plans know. */
export function operationOf({ call, arguments: given }: TracedCall): FileOperation | undefined {
  const kind = kinds.find(([, calls]) => calls.test(call))?.[0];
  // newfstatat and statx with an empty path are what fstat is made of.
  return kind === 'lstat' && given.some(argument => argument.includes('AT_EMPTY_PATH')) ? 'fstat' : kind;
}
