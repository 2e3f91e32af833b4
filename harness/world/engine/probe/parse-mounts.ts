/** One mount of a process, as proc_pid_mountinfo(5) tells of it. */
export interface MountedFile {
  /** Where it is. */
  readonly at: string;
  /** What of its file system is there: for a bind mount, a path on the file system that it comes from. */
  readonly root: string;
  /** Kind of file system, such as `tmpfs`. */
  readonly type: string;
  /** Options of this mount, such as `ro` and `nosuid`. */
  readonly options: readonly string[];
  /** Options of the file system, such as `size=65536k`. */
  readonly ofFileSystem: readonly string[];
}

/** Reads a table of mounts; what is no line of one is passed over. */
export function parseMounts(text: string): readonly MountedFile[] {
  return text.split('\n').flatMap(line => {
    const [before = '', after] = line.split(' - ');
    const [, , , root = '', at = '', options = ''] = before.split(' ');
    if (after === undefined || at === '') return [];
    const [type = '', , ofFileSystem = ''] = after.split(' ');
    return [
      {
        at: unescaped(at),
        root: unescaped(root),
        type,
        options: options.split(','),
        ofFileSystem: ofFileSystem.split(','),
      },
    ];
  });
}

/** Blanks, newlines, tabs and backslashes are written in octal there. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
