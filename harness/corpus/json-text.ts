/** What a text is as JSON: a value, or the first thing that is wrong with it, with line and column. */
export type JsonText =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'flaw'; readonly problem: string };

/** Nesting that a case may have: far below what a recursive reader survives, far above what a person writes. */
export const deepest = 1000;

/** The first thing wrong with a text, and where. */
class Flaw extends Error {
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }

  readonly at: number;
}

/**
 * Reads JSON (RFC 8259) more strictly than `JSON.parse`: a key given twice, a number that would not be the one that
 * was written, and nesting beyond `deepest` are errors, and every error has a place. `__proto__` is a key like any other.
 */
export function parseJson(text: string): JsonText {
  try {
    return { kind: 'value', value: read(text) };
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const column = [...(before.at(-1) ?? '')].length + 1;
    return { kind: 'flaw', problem: `line ${before.length}, column ${column}: ${error.message}` };
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[\w.+-]+/y;
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function read(text: string): unknown {
  let at = 0;

  function expected(what: string): Flaw {
    const [found] = text.slice(at, at + 2);
    return new Flaw(at, `expected ${what}, got ${found === undefined ? 'the end' : JSON.stringify(found)}`);
  }

  function skip(): void {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  }

  /** Takes a character if it is next, with the space around it. */
  function take(character: string): boolean {
    skip();
    if (text[at] !== character) return false;
    at++;
    skip();
    return true;
  }

  function matching(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  }

  function string(): string {
    const start = at++;
    while (text[at] !== '"') {
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) throw new Flaw(start, 'a string begins here that never ends');
      if (code < 0x20) throw new Flaw(at, 'a control character in a string must be escaped');
      at += code === 0x5c ? escapeLength() : 1;
    }
    at++;
    return JSON.parse(text.slice(start, at));
  }

  function escapeLength(): number {
    const [sequence] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
    if (sequence === undefined)
      throw new Flaw(at, 'expected one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000');
    return sequence.length;
  }

  function numeric(written: string): number {
    const value = Number(written);
    if (!Number.isFinite(value)) throw new Flaw(at, 'the number is too large to be held');
    if (/^-?\d+$/.test(written) && String(value) !== written && BigInt(written) !== BigInt(value)) {
      throw new Flaw(at, `the number would be read as ${value}; write it as a string`);
    }
    at += written.length;
    return value;
  }

  function list(depth: number): unknown[] {
    at++;
    const items: unknown[] = [];
    if (take(']')) return items;
    do items.push(value(depth + 1));
    while (take(','));
    if (!take(']')) throw expected('"," or "]"');
    return items;
  }

  function object(depth: number): object {
    at++;
    const members = {};
    if (take('}')) return members;
    do {
      if (text[at] !== '"') throw expected('a key in double quotes');
      const start = at;
      const key = string();
      if (Object.hasOwn(members, key)) throw new Flaw(start, `the key ${JSON.stringify(key)} is given twice`);
      if (!take(':')) throw expected('":"');
      // An assignment to `__proto__` would change the prototype instead.
      Object.defineProperty(members, key, {
        value: value(depth + 1),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    } while (take(','));
    if (!take('}')) throw expected('"," or "}"');
    return members;
  }

  function value(depth: number): unknown {
    if (depth > deepest) throw new Flaw(at, `nested deeper than ${deepest} levels`);
    skip();
    if (text[at] === '{') return object(depth);
    if (text[at] === '[') return list(depth);
    if (text[at] === '"') return string();
    const written = matching(number);
    if (written !== undefined) return numeric(written);
    const name = matching(word) ?? '';
    if (!words.has(name)) throw expected('a value');
    at += name.length;
    return words.get(name);
  }

  const whole = value(1);
  skip();
  if (at < text.length) throw expected('nothing more');
  return whole;
}
