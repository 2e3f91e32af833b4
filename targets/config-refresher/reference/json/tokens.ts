import { JsonFault } from './json-fault.ts';

const quote = 0x22;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const backslash = 0x5c;
const simpleEscapes = '"\\/bfnrt';
const fourHex = /^[0-9a-fA-F]{4}$/;

/** Where white space ends. JSON knows four kinds of it; a byte-order mark is none. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at += 1;
  }
}

/** Where the string that begins here ends. @throws JsonFault for a raw control character, a bad escape, no end */
export function skipString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at + 1;
    if (unit === backslash) {
      at = skipEscape(text, at);
    } else if (unit >= 0x20) {
      at += 1;
    } else {
      throw new JsonFault(at < text.length ? 'a control character in a string' : 'a string has no end', at);
    }
  }
}

function skipEscape(text: string, at: number): number {
  const kind = text.charAt(at + 1);
  if (kind === 'u' && fourHex.test(text.slice(at + 2, at + 6))) return at + 6;
  if (kind !== '' && simpleEscapes.includes(kind)) return at + 2;
  throw new JsonFault('a bad escape', at);
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= 0x39;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  if (at === from) throw new JsonFault('a digit was expected', at);
  return at;
}

/** Where the number that begins here ends. @throws JsonFault */
export function skipNumber(text: string, from: number): number {
  let at = text.charCodeAt(from) === minus ? from + 1 : from;
  at = text.charCodeAt(at) === zero ? at + 1 : skipDigits(text, at);
  if (text.charCodeAt(at) === dot) at = skipDigits(text, at + 1);
  const exponent = text.charAt(at);
  if (exponent !== 'e' && exponent !== 'E') return at;
  const sign = text.charAt(at + 1);
  return skipDigits(text, sign === '+' || sign === '-' ? at + 2 : at + 1);
}

/** Where `true`, `false` or `null` ends. @throws JsonFault when none of them begins here */
export function skipLiteral(text: string, from: number): number {
  for (const literal of ['true', 'false', 'null']) {
    if (text.startsWith(literal, from)) return from + literal.length;
  }
  throw new JsonFault('a value was expected', from);
}
