import type { Engine } from '../stage.ts';
import type { OpenEngine } from '../world/engine/open-engine.ts';

let opened: Promise<OpenEngine> | undefined;

/**
 * The engine that a command starts its containers on: opened when it is first asked for, the same one ever after.
 * @param address `unix://PATH` of somebody else's; left out: one of our own, below the working directory
 */
export async function engineOfCommand(address?: string): Promise<Engine> {
  const { openEngine } = await import('../world/engine/open-engine.ts');
  opened ??= openEngine({ folder: process.cwd(), ...(address !== undefined && { address }) });
  return (await opened).engine;
}

/** Closes it, when there is one: nothing of it is left. */
export async function closeEngineOfCommand(): Promise<void> {
  const closing = opened;
  opened = undefined;
  // One that did not open has told of it where it was asked for.
  await closing?.then(
    open => open[Symbol.asyncDispose](),
    () => {},
  );
}
