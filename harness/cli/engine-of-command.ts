import { constants } from 'node:os';
import process from 'node:process';
import type { Engine } from '../stage.ts';
import type { OpenEngine } from '../world/engine/open-engine.ts';
import { signals } from './interruption.ts';

let opened: Promise<OpenEngine> | undefined;
let closed: Promise<void> | undefined;
const coming = new AbortController();

/**
 * The engine that a command starts its containers on: opened when it is first asked for, the same one ever after.
 * @param address `unix://PATH` of somebody else's; left out: one of our own, below the working directory
 */
export async function engineOfCommand(address?: string): Promise<Engine> {
  const { openEngine } = await import('../world/engine/open-engine.ts');
  if (opened === undefined) {
    for (const name of signals) process.on(name, leave);
    opened = openEngine({
      folder: process.cwd(),
      signal: coming.signal,
      ...(address !== undefined && { address }),
    });
  }
  return (await opened).engine;
}

/** Closes it, when there is one: nothing of it is left. */
export function closeEngineOfCommand(): Promise<void> {
  closed ??= close();
  return closed;
}

async function close(): Promise<void> {
  // One that did not open has told of it where it was asked for.
  const open = await opened?.catch(() => undefined);
  await open?.[Symbol.asyncDispose]();
  for (const name of signals) process.off(name, leave);
}

let leaving = false;

/** Where nothing else listens for a signal: closes the engine before the process ends by it. The second one is not waited for. */
function leave(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  const exit = (): never => process.exit(128 + constants.signals[name]);
  if (leaving) exit();
  leaving = true;
  coming.abort();
  closeEngineOfCommand().then(exit, exit);
}
