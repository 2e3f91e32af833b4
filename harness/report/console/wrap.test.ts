import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from './width.ts';
import { cut, padEnd, padStart, wrap } from './wrap.ts';

const parameters = { seed: 20261122, numRuns: 3000 };

const piece = fc.constantFrom('a', 'word', ' ', '  ', '日本', '👍🏽', 'e\u0301', '\x1b[31m', '\x1b[39m', '❤️');
const text = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''));

describe('widthOf', () => {
  it.each([
    ['abc', 3],
    ['日本語', 6],
    ['한국', 4],
    ['\u1112\u1161\u11ab', 2],
    ['ｆｕｌｌ', 8],
    ['👍', 2],
    ['👍🏽', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    ['\u0301', 0],
    ['\x1b[1;31mred\x1b[39m', 3],
    ['\x1b]8;;https://example.org\x07link\x1b]8;;\x1b\\', 4],
    ['✓ · … –', 7],
  ])('gives %j %d columns', (value, width) => {
    expect(widthOf(value)).toBe(width);
  });
});

describe('wrap', () => {
  it('breaks between words and drops the spaces there, not others', () => {
    expect(wrap('one  two three', 8)).toEqual(['one  two', 'three']);
    expect(wrap('  set in', 8)).toEqual(['  set in']);
    expect(wrap('', 8)).toEqual(['']);
  });

  it('breaks a word that is longer than a line, by width', () => {
    expect(wrap('a 日本語日本語', 5)).toEqual(['a', '日本', '語日', '本語']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('keeps to the width, and keeps everything but spaces', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (value, width) => {
        const lines = wrap(value, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
      }),
      parameters,
    );
  });
});

describe('cut', () => {
  it('keeps to the width, and every escape sequence whole', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 30 }), (value, width) => {
        const codes = (of: string) => of.match(/\x1b\[\d+m/g) ?? [];
        const short = cut(value, width);
        expect(widthOf(short)).toBeLessThanOrEqual(width);
        expect(codes(short)).toEqual(codes(value));
        if (widthOf(value) <= width) expect(short).toBe(value);
      }),
      parameters,
    );
  });

  it('marks the cut', () => {
    expect(cut('\x1b[31mabcdef\x1b[39m', 4)).toBe('\x1b[31mabc…\x1b[39m');
    expect(cut('日本語', 4)).toBe('日…');
    expect(cut('abcdef', 5, '...')).toBe('ab...');
    expect(cut('abcdef', 2, '...')).toBe('');
  });
});

it('fills up by width', () => {
  expect([padEnd('日', 4), padStart('日', 4), padEnd('long', 2)]).toEqual(['日  ', '  日', 'long']);
});
