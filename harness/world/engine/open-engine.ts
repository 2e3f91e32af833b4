import type { Engine } from '../../stage.ts';
import { bootEngine } from './boot-engine.ts';
import { endEngine, sweepEngines } from './end-engine.ts';
import { socketOf } from './engine-address.ts';
import { EngineClient } from './engine-client.ts';
import { makeEngineFolder } from './engine-folder.ts';
import type { EngineState } from './engine-state.ts';
import { findKept } from './kept-name.ts';
import { removeLabelled, sweepLabelled } from './labelled.ts';
import { newLabel } from './own-label.ts';
import { importProbeImage, probeImageName } from './probe/probe-image.ts';

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
  /** Gives up an engine that is coming up. */
  readonly signal?: AbortSignal;
}

/**
 * An engine to run containers with: the one named; or the one that `seatrial engine start` left running in this folder;
 * or a new one, which ends when it is disposed of or this process ends, however it does. What dead processes left is
 * removed first. On an engine that goes on, only what carries the label is removed, the probe's image included.
 * @throws HarnessFault when there is none
 */
export async function openEngine({ folder, address, signal }: EngineOptions): Promise<OpenEngine> {
  if (address !== undefined) return borrow(socketOf(address), { own: false, pid: undefined });
  await sweepEngines(folder);
  const kept = await findKept(folder);
  if (kept !== undefined) return borrow(kept.state.socket, { own: true, pid: kept.state.process?.pid });
  const own = makeEngineFolder(folder);
  try {
    const { socket, process } = await bootEngine({ folder: own, bound: true, signal });
    const engine = await describe(socket, { own: true, pid: process?.pid });
    await importProbeImage(engine);
    return { engine, [Symbol.asyncDispose]: () => endEngine(own) };
  } catch (error) {
    await endEngine(own);
    throw error;
  }
}

/** Puts the probe's image on an engine that is to stay. */
export async function fillKept({ socket }: EngineState): Promise<void> {
  await importProbeImage(await describe(socket, { own: true, pid: undefined }));
}

/** One that goes on when this has ended. */
async function borrow(socket: string, whose: Pick<Engine, 'own' | 'pid'>): Promise<OpenEngine> {
  const engine = await describe(socket, whose);
  const clear = (): Promise<void> => removeLabelled(socket, engine.label);
  await sweepLabelled(socket);
  try {
    await importProbeImage(engine);
  } catch (error) {
    await clear();
    throw error;
  }
  return { engine, [Symbol.asyncDispose]: clear };
}

async function describe(socket: string, { own, pid }: Pick<Engine, 'own' | 'pid'>): Promise<Engine> {
  using client = new EngineClient(socket);
  const { Version: version } = await client.get<{ readonly Version: string }>({
    path: '/version',
    limitMs: 5_000,
  });
  const label = newLabel();
  return { socket, own, label, image: await probeImageName({ own, label }), pid, version };
}
