import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ownName, worldsFolder } from './places.ts';

/**
 * Makes an empty folder for what the harness writes for itself, in no world, for this user alone. Whoever makes it removes
 * it; where this process dies first, the next one that opens worlds does.
 * @returns its absolute path
 */
export function scratchFolder(): string {
  return mkdtempSync(join(worldsFolder(), ownName()));
}
