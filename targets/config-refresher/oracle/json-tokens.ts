import { exactNumber } from './exact-number.ts';

/** A piece of JSON text. A scalar carries its canonical form. */
export type JsonToken =
  | { readonly kind: '{' | '}' | '[' | ']' | ',' | ':' }
  | { readonly kind: 'string'; readonly characters: string }
  | { readonly kind: 'scalar'; readonly canonical: string };

const space = /[ \t\n\r]*/y;
// Runs of plain characters between escapes, not one alternative a character: long strings are read in one go.
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literal = /true|false|null/y;

const marks: ReadonlyMap<string, JsonToken> = new Map([
  ['{', { kind: '{' }],
  ['}', { kind: '}' }],
  ['[', { kind: '[' }],
  [']', { kind: ']' }],
  [',', { kind: ',' }],
  [':', { kind: ':' }],
]);

/** Where a match of the pattern that begins here ends; -1: none begins here. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/**
 * Hands on the pieces of a text in order, until there are no more or one is not taken.
 * @returns whether all were taken, and nothing else stands there
 */
export function takeTokens(text: string, take: (token: JsonToken) => boolean): boolean {
  let at = endOf(space, text, 0);
  while (at < text.length) {
    const first = text.charAt(at);
    let token = marks.get(first);
    let end = at + 1;
    if (token === undefined) {
      const pattern = first === '"' ? string : first >= 'a' ? literal : number;
      end = endOf(pattern, text, at);
      if (end < 0) return false;
      const piece = text.slice(at, end);
      if (pattern === string) token = { kind: 'string', characters: String(JSON.parse(piece)) };
      else token = { kind: 'scalar', canonical: pattern === number ? exactNumber(piece) : piece };
    }
    if (!take(token)) return false;
    at = endOf(space, text, end);
  }
  return true;
}
