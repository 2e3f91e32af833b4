import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileMode, modeOf, octal } from './file-mode.ts';

const modes = fileMode(0o700);

describe('modes as text', () => {
  it('are four octal digits, without the bits for the kind of file', () => {
    expect(octal(0o700)).toBe('0700');
    expect(octal(0o40755)).toBe('0755');
    expect(octal(0)).toBe('0000');
    expect(modeOf('7777')).toBe(0o7777);
    expect(() => modeOf('755')).toThrow(TypeError);
  });
});

describe('file modes', () => {
  const drawn = sample(modes, { numRuns: 3000, seed: 6 });

  it('reach the right one and all twelve that differ from it in one bit', () => {
    const seen = new Set(drawn);
    expect(seen).toContain('0700');
    for (let bit = 0; bit < 12; bit++) expect(seen).toContain(octal(0o700 ^ (1 << bit)));
  });

  it('cover the whole range', () => {
    const numbers = drawn.map(modeOf);
    expect(Math.min(...numbers)).toBe(0);
    expect(Math.max(...numbers)).toBe(0o7777);
    expect(new Set(numbers).size).toBeGreaterThan(100);
  });

  it('can be shrunk again from plain text, to smaller numbers', () => {
    for (const mode of drawn.slice(0, 200)) expect(modes.canShrinkWithoutContext(mode)).toBe(true);
    const smaller = [...modes.shrink('0777', undefined)];
    expect(smaller.length).toBeGreaterThan(0);
    for (const next of smaller) expect(modeOf(next.value)).toBeLessThan(0o777);
  });
});
