import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepest, parseJson } from './json-text.ts';

/** Texts that are nearly JSON: a JSON text with some of its characters changed, left out or put in. */
const nearly = fc
  .tuple(
    fc.json({ maxDepth: 3 }),
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom(0, 1), fc.constantFrom(...'{}[]",:\\0-.eE+1 tfn\n\u0001é', '')),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([text, edits]) => {
    let edited = text;
    for (const [place, gone, put] of edits) {
      const at = place % (edited.length + 1);
      edited = edited.slice(0, at) + put + edited.slice(at + gone);
    }
    return edited;
  });

function byTheBook(text: string): { readonly kind: 'value'; readonly value: unknown } | undefined {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function problemOf(text: string): string {
  const read = parseJson(text);
  return read.kind === 'flaw' ? read.problem : 'no flaw';
}

describe('parseJson', () => {
  it('reads every JSON text as JSON.parse does', () => {
    const holds = fc.property(fc.json({ maxDepth: 5 }), text => {
      expect(parseJson(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
    });
    fc.assert(holds, { seed: 1, numRuns: 3000 });
  });

  it('takes nothing that JSON.parse refuses, and refuses no more than it says', () => {
    let refused = 0;
    const holds = fc.property(nearly, text => {
      const read = parseJson(text);
      const standard = byTheBook(text);
      if (read.kind === 'value') {
        expect(read).toEqual(standard);
        return;
      }
      refused++;
      expect(read.problem).toMatch(/^line \d+, column \d+: ./);
      if (standard !== undefined) expect(read.problem).toMatch(/given twice|would be read as|too large/);
    });
    fc.assert(holds, { seed: 2, numRuns: 20_000 });
    expect(refused).toBeGreaterThan(5000);
  });

  it.each([
    ['', 'line 1, column 1: expected a value, got the end'],
    ['{"a": 1,\n  "b": }', 'line 2, column 8: expected a value, got "}"'],
    ['{"é": "😀" x}', 'line 1, column 11: expected "," or "}", got "x"'],
    ['[1, 2', 'line 1, column 6: expected "," or "]", got the end'],
    ['[1,]', 'line 1, column 4: expected a value, got "]"'],
    ['{,}', 'line 1, column 2: expected a key in double quotes, got ","'],
    ['{"a" 1}', 'line 1, column 6: expected ":", got "1"'],
    ['"abc', 'line 1, column 1: a string begins here that never ends'],
    ['"a\tb"', 'line 1, column 3: a control character in a string must be escaped'],
    ['"\\x"', 'line 1, column 2: expected one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000'],
    ['01', 'line 1, column 2: expected nothing more, got "1"'],
    ['1 2', 'line 1, column 3: expected nothing more, got "2"'],
    ['nulL', 'line 1, column 1: expected a value, got "n"'],
    ['\ufeff{}', 'line 1, column 1: expected a value, got "\ufeff"'],
    ['{"a": 1, "b": 2, "\\u0061": 3}', 'line 1, column 18: the key "a" is given twice'],
    ['1e999', 'line 1, column 1: the number is too large to be held'],
    [
      '[9007199254740993]',
      'line 1, column 2: the number would be read as 9007199254740992; write it as a string',
    ],
  ])('says where %j goes wrong', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('takes large whole numbers as they are written by JavaScript', () => {
    const holds = fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), number => {
      const text = Object.is(number, -0) ? '-0' : JSON.stringify(number);
      expect(parseJson(text)).toEqual({ kind: 'value', value: number });
    });
    fc.assert(holds, {
      seed: 3,
      numRuns: 5000,
      examples: [[1e20], [2 ** 70], [-(2 ** 63)], [-0], [123456789012345680000]],
    });
  });

  it('keeps __proto__ as a key like any other', () => {
    const read = parseJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    const value = read.kind === 'value' ? read.value : undefined;
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it('refuses a key __proto__ that is given twice', () => {
    expect(problemOf('{"__proto__": 1, "__proto__": 2}')).toContain('the key "__proto__" is given twice');
  });

  it('reads what is nested as deep as may be, and refuses what is deeper, however deep', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(deepest)).kind).toBe('value');
    expect(problemOf(nested(deepest + 1))).toBe(
      `line 1, column ${deepest + 1}: nested deeper than ${deepest} levels`,
    );
    expect(problemOf('['.repeat(3_000_000))).toContain('nested deeper');
    expect(problemOf('{"a":'.repeat(1_000_000))).toContain('nested deeper');
  });
});
