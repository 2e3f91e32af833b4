import { Transform, type TransformCallback } from 'node:stream';

/** The spelling of one character that begins at a place: how long it is, that it is cut off there, or none. */
function spelled(text: string, at: number, char: number): number | 'cut' | undefined {
  const here = text.charCodeAt(at);
  if (here === char) return 1;
  if (here === 0x25) return hexadecimal(text, at + 1, 2, char, 3);
  if (here !== 0x5c) return undefined;
  if (at + 1 === text.length) return 'cut';
  const next = text.charCodeAt(at + 1);
  if (next === char && char === 0x2f) return 2;
  return next === 0x75 ? hexadecimal(text, at + 2, 4, char, 6) : undefined;
}

function hexadecimal(text: string, from: number, digits: number, char: number, length: number) {
  const wanted = char.toString(16).padStart(digits, '0');
  const found = text.slice(from, from + digits).toLowerCase();
  if (found.length < digits) return wanted.startsWith(found) ? 'cut' : undefined;
  return found === wanted ? length : undefined;
}

/** Where the key that begins at a place ends; `cut`: the text ends before it does; undefined: none begins there. */
function keyAt(text: string, from: number, key: string): number | 'cut' | undefined {
  let at = from;
  for (let nth = 0; nth < key.length; nth++) {
    if (at === text.length) return 'cut';
    const length = spelled(text, at, key.charCodeAt(nth));
    if (length === undefined || length === 'cut') return length;
    at += length;
  }
  return at;
}

/**
 * Takes the key out of a text, character by character as it is, percent-encoded, or as JSON may escape it, in any
 * mixture. What stands there instead has the same length, so that lengths stay true.
 * @param whole whether no more text follows; otherwise what may be the beginning of a key is held back
 */
function scrubbed(
  text: string,
  key: string,
  whole: boolean,
): { readonly safe: string; readonly held: string } {
  let safe = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const end = keyAt(text, at, key);
    if (end === undefined) continue;
    if (end === 'cut') {
      if (whole) continue;
      return { safe: safe + text.slice(copied, at), held: text.slice(at) };
    }
    safe += text.slice(copied, at) + '*'.repeat(end - at);
    copied = end;
    at = end - 1;
  }
  return { safe: safe + text.slice(copied), held: '' };
}

/** A text without the key. */
export function scrubText(text: string, key: string): string {
  return scrubbed(text, key, true).safe;
}

/** Whether a text holds the key, in one of the spellings that are taken out. */
export function holdsKey(text: string, key: string): boolean {
  return scrubText(text, key) !== text;
}

/** Takes the key out of a stream of bytes, wherever it is cut. */
export class ScrubStream extends Transform {
  constructor(key: string) {
    super();
    this.#key = key;
  }

  readonly #key: string;
  #held = '';

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const { safe, held } = scrubbed(this.#held + chunk.toString('latin1'), this.#key, false);
    this.#held = held;
    done(null, Buffer.from(safe, 'latin1'));
  }

  override _flush(done: TransformCallback): void {
    done(null, Buffer.from(scrubText(this.#held, this.#key), 'latin1'));
  }
}
