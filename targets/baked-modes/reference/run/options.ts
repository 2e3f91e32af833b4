import { CannotTell } from '../outcome.ts';

/** Options and the other words of a command. */
export interface Options {
  /** Letters that were given. */
  readonly flags: ReadonlySet<string>;
  /** Letters that take a value, with it. */
  readonly values: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

/**
 * Takes the words of a command apart.
 * @param letters options without a value; others are not known
 * @param valued options with one
 * @throws CannotTell for options that are not known
 */
export function readOptions(words: readonly string[], letters: string, valued: string): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      others.push(...words.slice(at + 1));
      break;
    }
    if (!/^-[A-Za-z]/.test(word)) {
      if (word.startsWith('--')) throw new CannotTell(`what ${word} does`);
      others.push(word);
      continue;
    }
    for (let nth = 1; nth < word.length; nth++) {
      const letter = word.charAt(nth);
      if (letters.includes(letter)) flags.add(letter);
      else if (valued.includes(letter)) {
        const rest = word.slice(nth + 1);
        values.set(letter, rest === '' ? (words[++at] ?? '') : rest);
        break;
      } else throw new CannotTell(`what -${letter} does`);
    }
  }
  return { flags, values, others };
}
