/** A system call's text taken apart at its outermost level. */
export interface Scanned {
  readonly arguments: readonly string[];
  /** What stands behind the closing parenthesis; undefined: there is none, the call never came to an end. */
  readonly rest: string | undefined;
}

const opening = '([{';
const closing = ')]}';

/** Index behind a quoted string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Index behind the path of a descriptor, `</world/file>`, that begins at `start`. A `>` in the path is escaped. */
function endOfPath(text: string, start: number): number {
  const end = text.indexOf('>', start);
  return end < 0 ? text.length : end + 1;
}

function endOfComment(text: string, start: number): number {
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? text.length : end + 2;
}

/** Whether the `<` at this place begins the path of a descriptor: `3</a>`, `AT_FDCWD</a>`, and not a shift `1<<2`. */
function beginsPath(text: string, at: number): boolean {
  return text[at] === '<' && text[at + 1] !== '<' && /[0-9D]/.test(text[at - 1] ?? '');
}

/**
 * Splits what stands behind `name(`: arguments at commas of the outermost level, and the rest behind its parenthesis.
 * Commas and parentheses in strings, paths, comments, structures and arrays do not count.
 */
export function scanArguments(text: string): Scanned {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  let at = 0;
  const take = (end: number): void => {
    const argument = text.slice(start, end).trim();
    if (argument !== '' || found.length > 0) found.push(argument);
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') at = endOfString(text, at);
    else if (beginsPath(text, at)) at = endOfPath(text, at);
    else if (text.startsWith('/*', at)) at = endOfComment(text, at);
    else if (character === ',' && depth === 0) {
      take(at);
      at += 1;
      start = at;
    } else if (character === ')' && depth === 0) {
      take(at);
      return { arguments: found, rest: text.slice(at + 1) };
    } else {
      if (opening.includes(character)) depth += 1;
      if (closing.includes(character)) depth -= 1;
      at += 1;
    }
  }
  take(text.length);
  return { arguments: found, rest: undefined };
}
