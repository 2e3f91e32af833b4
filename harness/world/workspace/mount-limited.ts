import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import { HarnessFault } from '../../harness-fault.ts';

const pageBytes = 4096;

/**
 * Mounts an empty tmpfs at a folder of a world. Writes to it run short, then fail with ENOSPC, as those to a full disk do.
 * @throws HarnessFault `bad-world` when the path leads out of the world or nothing can be mounted
 */
export function mountLimited(world: string, path: string, bytes: number): void {
  if (!path.startsWith(`${world}/`) || path.split('/').includes('..')) {
    throw new HarnessFault(`${path} is no folder of the world ${world}`, 'bad-world');
  }
  mkdirSync(path, { recursive: true });
  if (!lstatSync(path).isDirectory()) throw new HarnessFault(`${path} is no folder`, 'bad-world');
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  // The folder itself is one, and names are to run out after bytes do.
  const options = `size=${pages * pageBytes},nr_inodes=${pages + 1_024},mode=755`;
  const tried = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { encoding: 'utf8' });
  if (tried.status === 0) return;
  const why = tried.error?.message ?? tried.stderr.trim();
  throw new HarnessFault(`nothing can be mounted at ${path}: ${why}`, 'bad-world');
}
