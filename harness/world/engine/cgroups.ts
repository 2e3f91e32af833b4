import { readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

/** Where a group of this name may be: at the root of the one hierarchy, or of each of many. See cgroups(7). */
function placesOf(name: string): readonly string[] {
  return [join(root, name), ...foldersIn(root).map(controller => join(root, controller, name))];
}

/** Removes a control group and all below it, wherever it is. Nothing may live in it; what can't be removed stays. */
export function removeCgroups(name: string): void {
  for (const place of placesOf(name)) removeGroup(place);
}

/** Whether a group of this name is anywhere. */
export function hasCgroups(name: string): boolean {
  return placesOf(name).some(place => foldersIn(join(place, '..')).includes(name));
}

function removeGroup(folder: string): void {
  for (const name of foldersIn(folder)) removeGroup(join(folder, name));
  try {
    rmdirSync(folder);
  } catch {
    // It never was, or somebody lives in it.
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
