/** A text that a shell would not take, and why. */
export class UnreadableWords {
  constructor(reason: string) {
    this.reason = reason;
  }

  readonly reason: string;
}

const blank = /[ \t\n]/;
/** What a backslash quotes between double quotes; before anything else it stands for itself. */
const quotable = '$`"\\';

/**
 * Splits a text into words by the quoting rules of POSIX.1-2017, Shell Command Language 2.2: single quotes, double quotes,
 * backslash. Nothing is expanded; operators are characters like any other.
 */
export function splitWords(text: string): readonly string[] | UnreadableWords {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    at += 1;
    if (blank.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'") {
      const end = text.indexOf("'", at);
      if (end < 0) return new UnreadableWords('a single quote is never closed');
      word = (word ?? '') + text.slice(at, end);
      at = end + 1;
    } else if (char === '"') {
      const quoted = doubleQuoted(text, at);
      if (quoted === undefined) return new UnreadableWords('a double quote is never closed');
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '\\') {
      if (at === text.length) return new UnreadableWords('it ends in a backslash that quotes nothing');
      const next = text.charAt(at);
      at += 1;
      if (next !== '\n') word = (word ?? '') + next;
    } else {
      word = (word ?? '') + char;
    }
  }
  return word === undefined ? words : [...words, word];
}

function doubleQuoted(text: string, from: number): { text: string; end: number } | undefined {
  let quoted = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '"') return { text: quoted, end: at + 1 };
    if (char !== '\\' || next === '') quoted += char;
    else {
      if (quotable.includes(next)) quoted += next;
      else if (next !== '\n') quoted += char + next;
      at += 1;
    }
  }
  return undefined;
}

/** A word as a shell reads it back, in quotes only where it needs them. */
export function quoteWord(word: string): string {
  return /^[\w%+,./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
