import { exactNumber } from './exact-number.ts';

/** A piece of JSON text. A scalar carries its canonical form; `unknown` is no JSON. */
export type JsonToken =
  | { readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'unknown' }
  | { readonly kind: 'string'; readonly characters: string }
  | { readonly kind: 'scalar'; readonly canonical: string };

const space = /[ \t\n\r]*/y;
const piece =
  /([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(true|false|null)/y;

const marks: Readonly<Record<string, JsonToken>> = {
  '{': { kind: '{' },
  '}': { kind: '}' },
  '[': { kind: '[' },
  ']': { kind: ']' },
  ',': { kind: ',' },
  ':': { kind: ':' },
};
const unknown: JsonToken = { kind: 'unknown' };

/** The pieces of a text in order; after an `unknown` one there are no more. */
export function* jsonTokens(text: string): Generator<JsonToken, void> {
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    space.test(text);
    piece.lastIndex = space.lastIndex;
    if (piece.lastIndex === text.length) return;
    const [, mark, string, number, literal] = piece.exec(text) ?? [];
    at = piece.lastIndex;
    if (mark !== undefined) {
      yield marks[mark] ?? unknown;
    } else if (string !== undefined) {
      yield { kind: 'string', characters: String(JSON.parse(string)) };
    } else if (number !== undefined) {
      yield { kind: 'scalar', canonical: exactNumber(number) };
    } else if (literal !== undefined) {
      yield { kind: 'scalar', canonical: literal };
    } else {
      yield unknown;
      return;
    }
  }
}
