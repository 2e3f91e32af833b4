import { lstatSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';

const mostLinks = 40;

/**
 * Whether a path leads to something below another root, where links that begin with a slash lead to that root. Node
 * would follow them to its own.
 * @param root such as `/proc/PID/root`
 */
export function isThere(path: string, root: string): boolean {
  let rest = parts(path);
  let at = '/';
  for (let links = 0; rest.length > 0; ) {
    const next = posix.join(at, rest[0] ?? '');
    const found = lstatSync(root + next, { throwIfNoEntry: false });
    if (found === undefined) return false;
    rest = rest.slice(1);
    if (!found.isSymbolicLink()) at = next;
    else if (++links > mostLinks) return false;
    else {
      const to = posix.resolve(at, readlinkSync(root + next));
      rest = [...parts(to), ...rest];
      at = '/';
    }
  }
  return true;
}

function parts(path: string): readonly string[] {
  return path.split('/').filter(part => part !== '');
}
