import { readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = '/sys/fs/cgroup';
const limitMs = 2_000;
const pollMs = 10;

/** Where there are groups of this name: at the root of the one hierarchy, or of some of many. See cgroups(7). */
export function cgroupsOf(name: string): readonly string[] {
  const roots = [root, ...foldersIn(root).map(controller => join(root, controller))];
  return roots.filter(folder => foldersIn(folder).includes(name)).map(folder => join(folder, name));
}

/**
 * Removes a control group and all below it, wherever it is. What is still at its end in it is waited for; what can't be
 * removed stays.
 */
export async function removeCgroups(name: string): Promise<void> {
  const began = performance.now();
  for (let left = cgroupsOf(name); left.length > 0; left = cgroupsOf(name)) {
    for (const folder of left) removeGroup(folder);
    if (performance.now() - began > limitMs) return;
    await setTimeout(pollMs);
  }
}

function removeGroup(folder: string): void {
  for (const name of foldersIn(folder)) removeGroup(join(folder, name));
  try {
    rmdirSync(folder);
  } catch {
    // Somebody is in it still, or it is gone already.
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
