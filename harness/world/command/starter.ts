import type { ProgramSource, Ran, Start } from '../../stage.ts';
import type { Worlds } from '../workspace/worlds.ts';
import type { RealSettings } from './real-settings.ts';

/** Starts a program as often as asked. It may write to the worlds of this process, and nowhere else where it is contained. */
export interface Starter extends AsyncDisposable {
  start(start: Start): Promise<Ran>;
}

/** The way to start a program of that form. */
export async function openStarter(
  program: ProgramSource,
  settings: RealSettings,
  worlds: Worlds,
): Promise<Starter> {
  if (program.kind === 'cmd') {
    const { CommandStarter } = await import('./command-starter.ts');
    return new CommandStarter(program.words, settings, worlds);
  }
  const { KeptStarter } = await import('./kept-starter.ts');
  return new KeptStarter(program, settings, worlds);
}
