import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from './safe-text.ts';

const parameters = { seed: 20261122, numRuns: 5000 };

// Written apart from the code under test: by number, from the Unicode names list.
function isObeyed(point: number): boolean {
  const ranges = [
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0x61c, 0x61c],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0xd800, 0xdfff],
    [0xfeff, 0xfeff],
    [0xfff9, 0xfffb],
    [0xe0000, 0xe0fff],
  ] as const;
  return ranges.some(([from, to]) => point >= from && point <= to);
}

function obeyedIn(text: string): string[] {
  return Array.from(text, character => character.codePointAt(0) ?? 0)
    .filter(isObeyed)
    .map(point => point.toString(16));
}

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xa0 }),
  fc.integer({ min: 0x2000, max: 0x2070 }),
  fc.constantFrom(0x61c, 0xfeff, 0xfff9, 0xd800, 0xdc00, 0xdb40, 0xdc41, 0xfe0f, 0x2764),
  fc.integer({ min: 0, max: 0xffff }),
);
const hostile = fc.array(unit, { maxLength: 60 }).map(units => String.fromCharCode(...units));

describe('safeText', () => {
  it('lets nothing through that a terminal obeys, whatever the text', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(obeyedIn(safeText(text))).toEqual([]);
      }),
      parameters,
    );
  });

  it('gives printable ASCII alone where only that is safe', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 40 }), (text, limit) => {
        expect(safeText(text, { ascii: true, limit })).toMatch(/^[\x20-\x7e]*$/);
      }),
      parameters,
    );
  });

  it('keeps texts of different content different', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        // A backslash is not doubled, so only texts without one must stay apart.
        fc.pre(one !== other && !one.includes('\\') && !other.includes('\\'));
        expect(safeText(one)).not.toBe(safeText(other));
      }),
      parameters,
    );
  });

  it.each([
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['\x9b31m', '\\x9b31m'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['\ud83d', '\\ud83d'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
    ['1\u00a0', '1\\xa0'],
    ['1\ufe0f', '1\\ufe0f'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it.each(['plain "text" \\n', 'Größe · naïve', '日本語', '한국어', '❤️ 👍🏽 🇩🇪', 'é'])(
    'leaves %j as it is',
    text => {
      expect(safeText(text)).toBe(text);
    },
  );

  it('bounds megabytes and says how much is missing', () => {
    const shown = safeText('x'.repeat(5_000_000));
    expect(shown).toBe(`${'x'.repeat(2000)}… (+4998000 characters)`);
    expect(safeText('x'.repeat(11), { limit: 10, ascii: true })).toBe('xxxxxxxxxx... (+1 characters)');
  });

  it('never halves a surrogate pair', () => {
    expect(safeText('ab👍cd', { limit: 3 })).toBe('ab… (+4 characters)');
    expect(safeText('ab👍cd', { limit: 4 })).toBe('ab👍… (+2 characters)');
    expect(safeText('👍', { limit: 0 })).toBe('… (+2 characters)');
  });
});
