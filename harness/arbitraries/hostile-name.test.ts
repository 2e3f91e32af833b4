import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileName, hostileNames, hostilities } from './hostile-name.ts';

const drawn = fc.sample(hostileName(), { numRuns: 2_000, seed: 1 });

describe('hostileName', () => {
  it('draws only what one component of a path can be', () => {
    for (const name of drawn) {
      expect(name).not.toMatch(/[/\0]/);
      expect(['', '.', '..']).not.toContain(name);
      expect(Buffer.from(name).toString()).toBe(name);
    }
  });

  it('reaches every kind of hostility', () => {
    const reached = new Set(drawn.flatMap(hostilities));
    expect([...reached].sort()).toEqual([
      'backslash',
      'colon',
      'dollar',
      'glob',
      'hash',
      'leading-dash',
      'line-break',
      'non-ascii',
      'quote',
      'space',
    ]);
  });

  it('can be shrunk again from plain JSON', () => {
    const arbitrary = hostileName();
    for (const name of drawn.slice(0, 300))
      expect(arbitrary.canShrinkWithoutContext(JSON.parse(JSON.stringify(name)))).toBe(true);
  });

  it('knows each corner once', () => {
    expect(new Set(hostileNames).size).toBe(hostileNames.length);
  });
});

describe('hostilities', () => {
  it('finds none in a calm name', () => {
    expect(hostilities('project-1')).toEqual([]);
  });

  it('names all that there are', () => {
    expect(hostilities('-"$')).toEqual(['quote', 'dollar', 'leading-dash']);
  });
});
