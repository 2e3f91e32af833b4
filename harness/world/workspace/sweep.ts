import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isAbandoned } from './places.ts';
import { removeWorld } from './remove-world.ts';

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

/** Ends what still works in a folder, or has it in its environment. */
function endStrays(folder: string): void {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid || !livesIn(pid, folder)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function livesIn(pid: number, folder: string): boolean {
  const works = ['cwd', 'root'].some(name => `${link(`/proc/${pid}/${name}`)}/`.startsWith(`${folder}/`));
  return works || environ(pid).includes(folder);
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function environ(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
