/**
 * What an argument is: a descriptor, the descriptor of a folder that the path behind it is relative to, a path relative
 * to the working folder, or something else.
 */
type Part = 'fd' | 'at' | 'path' | '-';

function shapes(parts: string, names: string): readonly (readonly [string, readonly Part[]])[] {
  const known: readonly Part[] = ['fd', 'at', 'path', '-'];
  const shape = parts.split(' ').flatMap(part => known.filter(each => each === part));
  return names.split(' ').map(name => [name, shape]);
}

/** Where the calls that change or read files have their paths and descriptors, by their manual pages. */
export const callShapes: ReadonlyMap<string, readonly Part[]> = new Map([
  ...shapes('fd', 'read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2'),
  ...shapes('fd', 'fsync fdatasync sync_file_range syncfs close fstat fchmod fchown ftruncate fallocate'),
  ...shapes('fd', 'getdents getdents64 flock fsetxattr'),
  ...shapes('fd - fd', 'copy_file_range splice'),
  ...shapes('fd fd', 'sendfile'),
  ...shapes('- - - - fd', 'mmap'),
  ...shapes(
    'at path',
    'openat openat2 newfstatat statx fchmodat fchmodat2 fchownat unlinkat mkdirat utimensat',
  ),
  ...shapes('at path', 'faccessat faccessat2 readlinkat mknodat'),
  ...shapes('at path at path', 'renameat renameat2 linkat'),
  ...shapes('- at path', 'symlinkat'),
  ...shapes('path', 'open creat stat lstat access readlink chmod chown lchown unlink rmdir mkdir mknod'),
  ...shapes('path', 'truncate utime utimes'),
  ...shapes('path path', 'rename link'),
  ...shapes('- path', 'symlink'),
]);
