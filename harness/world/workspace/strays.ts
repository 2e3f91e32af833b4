import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';

/** Ends what still works in a folder, or has it in its environment. */
export function endStrays(folder: string): void {
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
