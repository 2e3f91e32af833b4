import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAnswering } from './engine-client.ts';
import { enginesFolder } from './engine-folder.ts';
import { type EngineState, isAlive, readState } from './engine-state.ts';

/** A link to the folder of the engine that `seatrial engine start` left running. */
export const keptName = 'kept';

/** An engine that stays. */
export interface KeptEngine {
  /** Its folder. */
  readonly folder: string;
  readonly state: EngineState;
}

/** The engine that is kept in a folder; undefined where there is none, or it has died. */
export async function findKept(folder: string): Promise<KeptEngine | undefined> {
  const own = linked(folder);
  const state = own === undefined ? undefined : readState(own);
  if (own === undefined || state === undefined) return undefined;
  return isAlive(state) || (await isAnswering(state.socket)) ? { folder: own, state } : undefined;
}

/** Says that an engine stays. False: another one does already. */
export function keep(folder: string, own: string): boolean {
  try {
    symlinkSync(basename(own), join(enginesFolder(folder), keptName));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Says that none stays. */
export function forgetKept(folder: string): void {
  try {
    unlinkSync(join(enginesFolder(folder), keptName));
  } catch {
    // None was said to, or it is no link.
  }
}

function linked(folder: string): string | undefined {
  try {
    return join(enginesFolder(folder), basename(readlinkSync(join(enginesFolder(folder), keptName))));
  } catch {
    return undefined;
  }
}
