import type { ProgramSource, Ran, Start } from '../../stage.ts';
import type { Worlds } from '../workspace/worlds.ts';
import { CommandStarter } from './command-starter.ts';
import { KeptStarter } from './kept-starter.ts';
import type { RealSettings } from './real-settings.ts';

/** Starts a program as often as asked. It may write to the worlds of this process, and nowhere else where it is contained. */
export interface Starter extends AsyncDisposable {
  start(start: Start): Promise<Ran>;
}

/** The way to start a program of that form. */
export function openStarter(program: ProgramSource, settings: RealSettings, worlds: Worlds): Starter {
  return program.kind === 'cmd'
    ? new CommandStarter(program.words, settings, worlds)
    : new KeptStarter(program, settings, worlds);
}
