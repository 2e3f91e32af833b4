import type { Injection, TracedCall } from '../../stage.ts';

type Effect = Injection['effect'];

interface Rule {
  readonly calls: RegExp;
  /** Error names, from the ERRORS of the manual page of that call. */
  readonly errors: string;
  /** Whether it may say "nothing more" by returning 0. */
  readonly zero?: boolean;
  /** Only where the arguments are like that. */
  readonly where?: RegExp;
}

/**
 * What may happen at a call on a file that is there and that its caller may use, on a disk that fills up, wears out, is
 * remounted read-only or belongs to a network. Errors that only say that the caller was wrong (EBADF, EFAULT, EINVAL)
 * are left out. Of short results only 0 can be told honestly: a call that is kept from happening has moved no byte.
 */
const rules: readonly Rule[] = [
  {
    calls: /^(open|openat2?|creat)$/,
    where: /O_CREAT|O_WRONLY|O_RDWR/,
    errors: 'EACCES EDQUOT EINTR EIO EMFILE ENOSPC EROFS',
  },
  { calls: /^(open|openat2?)$/, errors: 'EACCES EINTR EIO EMFILE ENOENT' },
  { calls: /^(read|pread64|readv|preadv2?)$/, errors: 'EINTR EIO', zero: true },
  { calls: /^(write|pwrite64|writev|pwritev2?)$/, errors: 'EDQUOT EFBIG EINTR EIO ENOSPC', zero: true },
  { calls: /^(copy_file_range|splice|sendfile)$/, errors: 'EINVAL EIO ENOMEM ENOSPC' },
  { calls: /^(fsync|fdatasync|sync_file_range|syncfs)$/, errors: 'EDQUOT EINTR EIO ENOSPC' },
  { calls: /^(f?chmod|fchmodat2?|f?chown|lchown|fchownat)$/, errors: 'EACCES EIO EPERM EROFS' },
  { calls: /^rename(at2?)?$/, errors: 'EACCES EBUSY EDQUOT EIO ENOSPC EROFS EXDEV' },
  { calls: /^(unlink(at)?|rmdir)$/, errors: 'EACCES EBUSY EIO EPERM EROFS' },
  { calls: /^(link(at)?)$/, errors: 'EACCES EDQUOT EIO EMLINK ENOSPC EPERM EROFS EXDEV' },
  { calls: /^(symlink(at)?|mkdir(at)?|mknod(at)?)$/, errors: 'EACCES EDQUOT EIO ENOSPC EROFS' },
  { calls: /^(utimensat|utimes?)$/, errors: 'EACCES EIO EPERM EROFS' },
  { calls: /^(f?truncate)$/, errors: 'EINTR EIO EPERM EROFS' },
  { calls: /^fallocate$/, errors: 'EDQUOT EINTR EIO ENOSPC EOPNOTSUPP' },
  { calls: /^close$/, errors: 'EDQUOT EINTR EIO ENOSPC' },
  { calls: /^(fstat|newfstatat|statx|stat|lstat|access|faccessat2?|readlink(at)?)$/, errors: 'EACCES EIO' },
  { calls: /^getdents(64)?$/, errors: 'EIO' },
  { calls: /^mmap$/, errors: 'EACCES ENOMEM' },
];

/** A look through a descriptor is asked no permission. */
const throughDescriptor = /^(fstat|fchmod|fchown)$/;

/** What may happen at that call in place of what it does; empty: nothing that is worth a try. */
export function faultsAt({ call, arguments: given }: TracedCall): readonly Effect[] {
  const text = given.join(', ');
  const rule = rules.find(
    ({ calls, where }) => calls.test(call) && (where === undefined || where.test(text)),
  );
  if (rule === undefined) return [];
  const unasked = throughDescriptor.test(call) || text.includes('AT_EMPTY_PATH');
  const errors = rule.errors.split(' ').filter(code => !(unasked && code === 'EACCES'));
  const failures = errors.map(code => ({ kind: 'error', code }) as const);
  return rule.zero === true ? [...failures, { kind: 'returns', value: 0 }] : failures;
}
