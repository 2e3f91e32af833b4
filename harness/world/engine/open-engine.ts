import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import type { Engine } from '../../stage.ts';
import { ownName } from '../workspace/places.ts';
import { bootEngine } from './boot-engine.ts';
import { endEngine, sweepEngines } from './end-engine.ts';
import { EngineClient } from './engine-client.ts';
import { enginesFolder, keptName, makeEngineFolder } from './engine-folder.ts';
import { findEnginePrograms } from './engine-programs.ts';
import { isAlive, readState } from './engine-state.ts';
import { removeLabelled, sweepLabelled } from './labelled.ts';
import { importProbeImage } from './probe/probe-image.ts';

/** An engine, for as long as it is needed. */
export interface OpenEngine extends AsyncDisposable {
  readonly engine: Engine;
}

/** Which engine, and where one of Seatrial's own may keep what it needs. */
export interface EngineOptions {
  /** Absolute path of the folder that holds `.seatrial`. */
  readonly folder: string;
  /** `unix://PATH`: somebody else's. Left out: the one that is kept here, or else one of its own. */
  readonly address?: string;
}

const image = 'seatrial-probe:1';

/**
 * An engine to run containers with: the one named; or the one that `seatrial engine start` left running in this folder;
 * or a new one, which ends when it is disposed of or this process ends, however it does. What dead processes left is
 * removed first.
 * @throws HarnessFault `engine` when there is none
 */
export async function openEngine({ folder, address }: EngineOptions): Promise<OpenEngine> {
  if (address !== undefined) return borrow(socketOf(address));
  await sweepEngines(folder);
  const kept = join(enginesFolder(folder), keptName);
  const state = readState(kept);
  if (state !== undefined && isAlive(state)) {
    const engine = await describe(state.socket, { own: true, pid: state.process?.pid });
    return { engine, [Symbol.asyncDispose]: () => removeLabelled(engine.socket, engine.label) };
  }
  const own = makeEngineFolder(folder);
  try {
    const { socket, process } = await bootEngine({ folder: own, bound: true });
    await fill(socket);
    const engine = await describe(socket, { own: true, pid: process?.pid });
    return { engine, [Symbol.asyncDispose]: () => endEngine(own) };
  } catch (error) {
    await endEngine(own);
    throw error;
  }
}

/** Starts an engine that stays. Says whether it was there already. */
export async function startKept(
  folder: string,
): Promise<{ readonly socket: string; readonly fresh: boolean }> {
  await sweepEngines(folder);
  const kept = join(enginesFolder(folder), keptName);
  const state = readState(kept);
  if (state !== undefined && isAlive(state)) return { socket: state.socket, fresh: false };
  if (existsSync(kept)) await endEngine(kept);
  const own = makeEngineFolder(folder, keptName);
  try {
    const { socket } = await bootEngine({ folder: own, bound: false });
    await fill(socket);
    return { socket, fresh: true };
  } catch (error) {
    await endEngine(own);
    throw error;
  }
}

/** Ends the engine that stays, with all it has; false: there was none. */
export async function stopKept(folder: string): Promise<boolean> {
  await sweepEngines(folder);
  const kept = join(enginesFolder(folder), keptName);
  if (!existsSync(kept)) return false;
  await endEngine(kept);
  return true;
}

/** Somebody else's: only what carries a label of Seatrial's is ever removed there. */
async function borrow(socket: string): Promise<OpenEngine> {
  const engine = await describe(socket, { own: false, pid: undefined });
  await sweepLabelled(socket);
  await fill(socket);
  return { engine, [Symbol.asyncDispose]: () => removeLabelled(socket, engine.label) };
}

async function fill(socket: string): Promise<void> {
  const found = findEnginePrograms();
  if (found.kind === 'missing')
    throw new HarnessFault(`an engine needs ${found.programs.join(', ')}`, 'engine');
  using client = new EngineClient(socket);
  await importProbeImage(client, found.programs.busybox, image);
}

async function describe(socket: string, { own, pid }: Pick<Engine, 'own' | 'pid'>): Promise<Engine> {
  using client = new EngineClient(socket);
  const { Version } = await client.get<{ readonly Version: string }>({ path: '/version' });
  return {
    socket,
    own,
    label: `${ownName()}${randomBytes(4).toString('hex')}`,
    image,
    pid,
    version: Version,
  };
}

function socketOf(address: string): string {
  const [, path] = /^unix:\/\/(\/.+)$/.exec(address) ?? [];
  if (path === undefined)
    throw new HarnessFault(`an engine is named by its socket: unix:///PATH, not ${address}`, 'engine');
  return path;
}
