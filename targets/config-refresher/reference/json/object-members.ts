import { JsonFault } from './json-fault.ts';
import { skipLiteral, skipNumber, skipSpace, skipString } from './tokens.ts';

/** A member of a JSON object and the text it was read from. */
export interface Member {
  /** The key, escapes undone. */
  readonly key: string;
  /** The whole member as it is written: key, colon and value, nothing lost. */
  readonly text: string;
  /** Its value as it is written. */
  readonly value: string;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Where a key and its colon end. */
function skipKey(text: string, at: number): number {
  if (text.charCodeAt(at) !== quote) throw new JsonFault('a key was expected', at);
  const after = skipSpace(text, skipString(text, at));
  if (text.charCodeAt(after) !== colon) throw new JsonFault('a colon was expected', after);
  return skipSpace(text, after + 1);
}

/** Where a string, number or literal ends. */
function skipScalar(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return skipString(text, at);
  return first === 0x2d || (first >= 0x30 && first <= 0x39) ? skipNumber(text, at) : skipLiteral(text, at);
}

/**
 * Where a value ends. Keeps its own stack of what is open, so that no depth of nesting can overflow the program's.
 * @throws JsonFault where the text is no JSON
 */
export function skipValue(text: string, from: number): number {
  const closers: number[] = [];
  let at = from;
  for (;;) {
    const first = text.charCodeAt(at);
    if (first === openBrace || first === openBracket) {
      const closer = first === openBrace ? closeBrace : closeBracket;
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) !== closer) {
        closers.push(closer);
        if (closer === closeBrace) at = skipKey(text, at);
        continue;
      }
      at += 1;
    } else {
      at = skipScalar(text, at);
    }
    // A value has ended: close what ends with it, until another one begins.
    for (;;) {
      const closer = closers.at(-1);
      if (closer === undefined) return at;
      at = skipSpace(text, at);
      const next = text.charCodeAt(at);
      if (next === comma) {
        at = skipSpace(text, at + 1);
        if (closer === closeBrace) at = skipKey(text, at);
        break;
      }
      if (next !== closer) throw new JsonFault('a comma or an end was expected', at);
      closers.pop();
      at += 1;
    }
  }
}

/**
 * The members of a text that is one JSON object, in their order, duplicates included.
 * @throws JsonFault where it is not
 */
export function objectMembers(text: string): readonly Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== openBrace) throw new JsonFault('an object was expected', at);
  at = skipSpace(text, at + 1);
  if (text.charCodeAt(at) === closeBrace) return ended(text, at + 1, members);
  for (;;) {
    const value = skipKey(text, at);
    const end = skipValue(text, value);
    // The text of a key is a whole JSON string by now; its own parser undoes the escapes.
    const key = String(JSON.parse(text.slice(at, skipString(text, at))));
    members.push({ key, text: text.slice(at, end), value: text.slice(value, end) });
    at = skipSpace(text, end);
    const next = text.charCodeAt(at);
    if (next === closeBrace) return ended(text, at + 1, members);
    if (next !== comma) throw new JsonFault('a comma or an end was expected', at);
    at = skipSpace(text, at + 1);
  }
}

function ended(text: string, at: number, members: readonly Member[]): readonly Member[] {
  const rest = skipSpace(text, at);
  if (rest < text.length) throw new JsonFault('something stands after the object', rest);
  return members;
}
