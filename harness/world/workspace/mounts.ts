import { readFileSync } from 'node:fs';

/** A mount of this process's mount namespace. */
export interface Mount {
  /** Tells it from one that comes later at the same path. */
  readonly id: number;
  readonly path: string;
  /** Options of the mount itself, such as `ro,nosuid,relatime`. */
  readonly options: string;
}

/** All mounts, in the order in which they were made; as in proc_pid_mountinfo(5). */
export function readMounts(): readonly Mount[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap(line => {
      const [id, , , , path, options] = line.split(' ');
      return path === undefined || options === undefined
        ? []
        : [{ id: Number(id), path: plain(path), options }];
    });
}

/** Spaces and the like stand there as octal numbers. */
function plain(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
