import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeName, stemOf, titleOf } from './name.ts';

describe('stemOf', () => {
  it.each([
    ['Source cut at byte 0', 'source-cut-at-byte-0'],
    ['  ENOSPC: at `rename`!  ', 'enospc-at-rename'],
    ['Überlauf … naïve', 'uberlauf-naive'],
    ['../../etc/passwd', 'etc-passwd'],
    ['門', 'case'],
    ['', 'case'],
    [`${'word '.repeat(11)}longer words`, `${'word-'.repeat(10)}word`],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('makes %j readable', (title, stem) => {
    expect(stemOf(title)).toBe(stem);
  });

  it('is kebab-case and short, whatever the title, and its own stem', () => {
    const holds = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), title => {
      const stem = stemOf(title);
      expect(stem).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(stem.length).toBeLessThanOrEqual(60);
      expect(stemOf(stem)).toBe(stem);
    });
    fc.assert(holds, { seed: 1, numRuns: 3000 });
  });
});

describe('titleOf', () => {
  it('is one visible line of at most 120 characters, whatever the text', () => {
    const holds = fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      const title = titleOf(text);
      expect(title).toMatch(/^[^\p{C}]+$/u);
      expect([...title].length).toBeLessThanOrEqual(120);
      expect(title.trim()).toBe(title);
    });
    fc.assert(holds, { seed: 1, numRuns: 3000 });
  });

  it('keeps words, and says when some are left out', () => {
    expect(titleOf('Error: one\n  two\t')).toBe('Error: one two');
    expect(titleOf('a '.repeat(100))).toMatch(/^(a )+a…$/);
    expect(titleOf('\n')).toBe('untitled');
  });
});

describe('freeName', () => {
  it('counts up from 2', () => {
    expect(freeName('a', [])).toBe('a.json');
    expect(freeName('a', ['a.json'])).toBe('a-2.json');
    expect(freeName('a', ['a-3.json', 'A.json', 'a-2.json'])).toBe('a-4.json');
  });
});
