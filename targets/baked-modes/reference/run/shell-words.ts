import type { Variables } from '../dockerfile/expand.ts';
import { CannotTell } from '../outcome.ts';

const special = /[`|;&<>()*?[\]{}~!#\n]/;

/**
 * The commands of a RUN line that are joined by `&&`, as words. Quotes and plain variables are understood.
 * @throws CannotTell for everything else that a shell would do something about
 */
export function shellCommands(text: string, variables: Variables): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t') endWord();
    else if (text.startsWith('&&', at)) {
      endWord();
      commands.push([]);
      at += 1;
    } else if (character === '\\') {
      at += 1;
      word = (word ?? '') + text.charAt(at);
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) throw new CannotTell('what an open quote does');
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      const end = text.indexOf('"', at + 1);
      const inner = text.slice(at + 1, end);
      if (end < 0 || /[$`\\]/.test(inner)) throw new CannotTell('what stands in double quotes');
      word = (word ?? '') + inner;
      at = end;
    } else if (character === '$') {
      const [whole, braced, plain] = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(text.slice(at)) ?? [];
      const value = variables.get(braced ?? plain ?? '');
      // A value with blanks would be several words, and one that is empty none.
      if (whole === undefined || !value || /[\s*?[]/.test(value))
        throw new CannotTell('what a shell makes of a variable');
      word = (word ?? '') + value;
      at += whole.length - 1;
    } else if (special.test(character)) throw new CannotTell(`what a shell makes of "${character}"`);
    else word = (word ?? '') + character;
  }
  endWord();
  return commands;
}
