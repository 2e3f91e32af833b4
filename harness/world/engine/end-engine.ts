import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { isAbandoned } from '../workspace/places.ts';
import { removeCgroups } from './cgroups.ts';
import { enginesFolder, keptName } from './engine-folder.ts';
import { type EngineState, isAlive, readState } from './engine-state.ts';

const endLimitMs = 10_000;
const pollMs = 10;

/**
 * Ends an engine and removes all it had. Its first process takes every other of its namespaces with it, and these their
 * mounts and networks: see pid_namespaces(7).
 */
export async function endEngine(folder: string): Promise<void> {
  const state = readState(folder);
  if (state !== undefined) {
    await endProcesses(state);
    removeCgroups(state.cgroup);
    if (dirname(state.socket) !== folder) rmSync(dirname(state.socket), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function endProcesses(state: EngineState): Promise<void> {
  if (state.process !== undefined && isAlive(state)) process.kill(state.process.pid, 'SIGKILL');
  for (let waited = 0; isAlive(state) && waited < endLimitMs; waited += pollMs) await setTimeout(pollMs);
}

/** Removes what engines left whose harness process is dead, and one that was to be kept and has died. */
export async function sweepEngines(folder: string): Promise<void> {
  for (const name of namesIn(enginesFolder(folder))) {
    const own = join(enginesFolder(folder), name);
    const state = readState(own);
    const abandoned = name === keptName ? state !== undefined && !isAlive(state) : isAbandoned(name, 0);
    if (abandoned) await endEngine(own);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
