import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAbandoned } from '../workspace/places.ts';
import { removeWorld } from '../workspace/remove-world.ts';
import { removeCgroups } from './cgroups.ts';
import { isAnswering } from './engine-client.ts';
import { enginesFolder } from './engine-folder.ts';
import { endProcesses, marksWithoutFolder } from './engine-processes.ts';
import { readState } from './engine-state.ts';
import { findKept, forgetKept, keptName } from './kept-name.ts';

/**
 * Ends an engine and removes all that it had, also one that has died or never came up.
 * @throws HarnessFault when something of it stays
 */
export async function endEngine(folder: string): Promise<void> {
  const state = readState(folder);
  if (state !== undefined) {
    await endAll(state.cgroup);
    // Where the socket is in a folder of its own.
    if (dirname(state.socket) !== folder) rmSync(dirname(state.socket), { recursive: true, force: true });
  }
  removeWorld(folder);
}

async function endAll(cgroup: string): Promise<void> {
  await endProcesses(cgroup);
  await removeCgroups(cgroup);
}

/**
 * Removes what engines left whose harness process is dead, unless they are kept, one that was kept and has
 * died, and those whose folder somebody has removed under them.
 * What can't be removed stays for the next start.
 */
export async function sweepEngines(folder: string): Promise<void> {
  for (const name of namesIn(enginesFolder(folder))) {
    const own = join(enginesFolder(folder), name);
    // In this order: who keeps an engine says so before it ends.
    if (name === keptName || !(await isLeft(name, own)) || (await findKept(folder))?.folder === own) continue;
    await endEngine(own).catch(() => {});
  }
  if ((await findKept(folder)) === undefined) forgetKept(folder);
  for (const mark of marksWithoutFolder()) await endAll(mark).catch(() => {});
}

/** Of an engine that was started in another pid namespace, its silence tells, and the time. */
async function isLeft(name: string, folder: string): Promise<boolean> {
  if (!isAbandoned(name, untouchedMs(folder))) return false;
  const state = readState(folder);
  return isAbandoned(name, 0) || state === undefined || !(await isAnswering(state.socket));
}

function untouchedMs(folder: string): number {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
