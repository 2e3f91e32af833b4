import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAbandoned } from './places.ts';
import { removeWorld } from './remove-world.ts';
import { endStrays } from './strays.ts';

/**
 * Removes the worlds of harness processes that are dead. Several may sweep at once: what one finds gone, another
 * removed. What can't be removed stays for the next start.
 * @param base the folder that holds them
 */
export function sweep(base: string): void {
  for (const name of readdirSync(base)) {
    const folder = join(base, name);
    if (!isAbandoned(name, untouchedMs(folder))) continue;
    endStrays(folder);
    try {
      removeWorld(folder);
    } catch {
      // Somebody else's, or a disk that fails: no reason to run nothing.
    }
  }
}

function untouchedMs(folder: string): number {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}
