import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const blockBytes = 512;

/** What a folder takes on its disk with all that is in it, in bytes. What vanishes meanwhile counts as nothing. */
export function treeBytes(path: string): number {
  try {
    const found = lstatSync(path);
    const own = found.blocks * blockBytes;
    if (!found.isDirectory()) return own;
    return readdirSync(path).reduce((sum, name) => sum + treeBytes(join(path, name)), own);
  } catch {
    return 0;
  }
}
