import { statfsSync } from 'node:fs';
import type { ProgramEnd } from '../../stage.ts';
import { type Family, heldBytes } from '../family/family.ts';
import { treeBytes } from '../workspace/tree-bytes.ts';

/** How much a program and all that it started may take together. */
export interface Limits {
  readonly memoryBytes: number;
  readonly processes: number;
  /** Growth of what is on its disk. */
  readonly diskBytes: number;
}

const everyMs = 25;

/**
 * Looks at a program again and again, and tells once when it takes more than it may. Resource limits of the kernel are
 * no help: RLIMIT_AS stops Node, RLIMIT_NPROC does not bind root.
 * @param folders where it can write
 */
export function watch(
  family: Family,
  limits: Limits,
  folders: readonly string[],
  tell: (end: ProgramEnd) => void,
): Disposable {
  const disks = folders.map(folder => ({ folder, free: freeBytes(folder) }));
  const grown = (): boolean =>
    disks.some(disk => {
      if (disk.free - freeBytes(disk.folder) <= limits.diskBytes) return false;
      return treeBytes(disk.folder) > limits.diskBytes;
    });
  const timer = setInterval(() => {
    const members = family.members();
    if (heldBytes(members) > limits.memoryBytes) {
      tell({ kind: 'out-of-memory', limitBytes: limits.memoryBytes });
    } else if (members.length > limits.processes) tell({ kind: 'killed', signal: 'SIGKILL' });
    else if (grown()) tell({ kind: 'flooded', limitBytes: limits.diskBytes });
    else return;
    clearInterval(timer);
  }, everyMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** On the disk that a folder is on; as far as it can be told. */
function freeBytes(folder: string): number {
  try {
    const { bfree, bsize } = statfsSync(folder);
    return bfree * bsize;
  } catch {
    return 0;
  }
}
