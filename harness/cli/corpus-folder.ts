import { existsSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './usage-error.ts';

/**
 * The corpus that a command works on: the one that was named, else `./corpus`, else the one that ships with Seatrial.
 * @returns its path, relative where it lies below the working folder
 * @throws UsageError when the named one is no folder
 */
export function corpusFolder(named?: string): string {
  if (named !== undefined) {
    if (isFolder(named)) return named;
    throw new UsageError(`--corpus ${named}: there is no such folder`);
  }
  if (isFolder('corpus')) return 'corpus';
  const shipped = import.meta.url.endsWith('.ts') ? '../../corpus' : '../../../corpus';
  const path = fileURLToPath(new URL(shipped, import.meta.url));
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
