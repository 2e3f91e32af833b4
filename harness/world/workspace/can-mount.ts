import { spawnSync } from 'node:child_process';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

let known: boolean | undefined;

/**
 * Whether this process can mount a file system in a folder of worlds; tried once. Root can't everywhere: in a container
 * without CAP_SYS_ADMIN, or in a user namespace without mounts of its own (mount_namespaces(7)).
 */
export function canMount(worlds: string): boolean {
  known ??= tried(worlds);
  return known;
}

function tried(worlds: string): boolean {
  const folder = join(worlds, 'mount');
  mkdirSync(folder);
  try {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    if (mounted.status !== 0) return false;
    return spawnSync('umount', [folder], { stdio: 'ignore' }).status === 0;
  } finally {
    rmdirSync(folder);
  }
}
