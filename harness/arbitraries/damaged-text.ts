import { type Arbitrary, constant, constantFrom, integer, oneof, record } from 'fast-check';

/**
 * What became of a text before it was read. Bytes are counted from 0 in UTF-8, lines from 0; a position behind the end
 * means the end.
 */
export type TextDamage =
  /** Every line ends in CR LF. */
  | { readonly kind: 'crlf' }
  /** The text ends before this byte. */
  | { readonly kind: 'cut'; readonly at: number }
  /** A NUL stands before this byte. */
  | { readonly kind: 'nul'; readonly at: number }
  /** From this byte on there are only NULs. */
  | { readonly kind: 'nul-tail'; readonly at: number }
  /** The line stands there twice. */
  | { readonly kind: 'line-doubled'; readonly line: number }
  /** The line is missing. */
  | { readonly kind: 'line-dropped'; readonly line: number }
  /** The line stands elsewhere: before what was this other line. */
  | { readonly kind: 'line-moved'; readonly line: number; readonly before: number }
  /** Last line first. */
  | { readonly kind: 'lines-reversed' };

/** Applies a damage. A last line without its end gets one when lines change places. */
export function damaged(text: string, damage: TextDamage): string {
  switch (damage.kind) {
    case 'crlf':
      return text.replace(/\n/g, '\r\n');
    case 'cut':
      return bytes(text, damage.at).head.toString();
    case 'nul': {
      const { head, tail } = bytes(text, damage.at);
      return Buffer.concat([head, Buffer.from([0]), tail]).toString();
    }
    case 'nul-tail': {
      const { head, tail } = bytes(text, damage.at);
      return Buffer.concat([head, Buffer.alloc(tail.length)]).toString();
    }
    default:
      return lines(text, damage);
  }
}

function bytes(text: string, at: number): { readonly head: Buffer; readonly tail: Buffer } {
  const whole = Buffer.from(text);
  return { head: whole.subarray(0, at), tail: whole.subarray(at) };
}

function lines(text: string, damage: Extract<TextDamage, { kind: `line${string}` }>): string {
  const all = text.split('\n');
  const rest = all.pop();
  if (rest !== undefined && rest !== '') all.push(rest);
  if (damage.kind === 'lines-reversed') return ended(all.reverse());
  const line = all[damage.line];
  if (line === undefined) return text;
  if (damage.kind === 'line-doubled') return ended(all.toSpliced(damage.line, 0, line));
  const without = all.toSpliced(damage.line, 1);
  if (damage.kind === 'line-dropped') return ended(without);
  return ended(without.toSpliced(damage.before - (damage.before > damage.line ? 1 : 0), 0, line));
}

function ended(all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('');
}

/**
 * Draws what damages a text.
 * @param shape how many bytes and lines the text has, and where it matters: the lines, and the bytes from `first`
 *   up to, not including, `end`; about half of all positions fall there
 */
export function textDamage(shape: {
  readonly bytes: number;
  readonly lines: number;
  readonly matters: {
    readonly lines: readonly [number, ...number[]];
    readonly first: number;
    readonly end: number;
  };
}): Arbitrary<TextDamage> {
  const { matters } = shape;
  const at = oneof(
    integer({ min: 0, max: shape.bytes }),
    integer({ min: matters.first, max: Math.max(matters.first, matters.end - 1) }),
  );
  const anyLine = integer({ min: 0, max: shape.lines });
  const line = oneof(constantFrom(...matters.lines), anyLine);
  const options = { noNullPrototype: true };
  return oneof(
    { weight: 2, arbitrary: record({ kind: constant('crlf') }, options) },
    { weight: 6, arbitrary: record({ kind: constant('cut'), at }, options) },
    { weight: 3, arbitrary: record({ kind: constant('nul'), at }, options) },
    { weight: 2, arbitrary: record({ kind: constant('nul-tail'), at }, options) },
    { weight: 7, arbitrary: record({ kind: constant('line-doubled'), line }, options) },
    { weight: 3, arbitrary: record({ kind: constant('line-dropped'), line }, options) },
    { weight: 3, arbitrary: record({ kind: constant('line-moved'), line, before: anyLine }, options) },
    { weight: 2, arbitrary: record({ kind: constant('lines-reversed') }, options) },
  );
}
