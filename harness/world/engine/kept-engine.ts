import { HarnessFault } from '../../harness-fault.ts';
import { bootEngine } from './boot-engine.ts';
import { endEngine, sweepEngines } from './end-engine.ts';
import { makeEngineFolder } from './engine-folder.ts';
import { findKept, forgetKept, keep, keptName } from './kept-name.ts';
import { fillKept } from './open-engine.ts';

/** An engine that runs when the process that started it does no more. */
export interface StartedEngine {
  /** `unix://PATH` */
  readonly address: string;
  /** Whether it is new: else it ran already. */
  readonly fresh: boolean;
}

/**
 * Starts an engine that stays, unless one does already. Several that start one at once end up with the same.
 * @param folder absolute path of the folder that holds `.seatrial`
 * @throws HarnessFault when it does not come up
 */
export async function startKept(folder: string, signal?: AbortSignal): Promise<StartedEngine> {
  await sweepEngines(folder);
  const before = await keptAddress(folder);
  if (before !== undefined) return { address: before, fresh: false };
  const own = makeEngineFolder(folder);
  try {
    const state = await bootEngine({ folder: own, bound: false, signal });
    await fillKept(state);
    if (keep(folder, own)) return { address: `unix://${state.socket}`, fresh: true };
  } catch (error) {
    await endEngine(own);
    throw error;
  }
  await endEngine(own);
  const theirs = await keptAddress(folder);
  if (theirs !== undefined) return { address: theirs, fresh: false };
  throw new HarnessFault(
    `no engine can be kept in ${folder}/.seatrial/engines: "${keptName}" is in the way`,
    'engine',
  );
}

async function keptAddress(folder: string): Promise<string | undefined> {
  const kept = await findKept(folder);
  return kept && `unix://${kept.state.socket}`;
}

/** Ends the engine that stays, with all it has; false: there was none. */
export async function stopKept(folder: string): Promise<boolean> {
  const kept = await findKept(folder);
  if (kept !== undefined) {
    forgetKept(folder);
    await endEngine(kept.folder);
  }
  await sweepEngines(folder);
  return kept !== undefined;
}
