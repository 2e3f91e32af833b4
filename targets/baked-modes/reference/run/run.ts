import type { Variables } from '../dockerfile/expand.ts';
import { CannotTell } from '../outcome.ts';
import { commands, type Place } from './commands.ts';
import { shellCommands } from './shell-words.ts';

/** The words of a list in JSON; undefined: it is none. */
export function jsonWords(rest: string): readonly string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(rest);
    return Array.isArray(words) && words.every(word => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** Does what a RUN does, where that can be told. @throws CannotTell, BuildFault */
export function run(rest: string, variables: Variables, place: Place): void {
  const exec = jsonWords(rest);
  for (const [name = '', ...words] of exec === undefined ? shellCommands(rest, variables) : [exec]) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new CannotTell(`what ${name} does`);
    command(words, place);
  }
}
