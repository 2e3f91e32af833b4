import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weighted } from './weighted.ts';

describe('weighted', () => {
  it('draws each value about as often as its weight says', () => {
    const drawn = sample(weighted([3, 'often'], [1, 'seldom'], [0, 'never']), { numRuns: 4000, seed: 1 });
    const often = drawn.filter(value => value === 'often').length / drawn.length;
    expect(often).toBeGreaterThan(0.7);
    expect(often).toBeLessThan(0.8);
    expect(new Set(drawn)).toEqual(new Set(['often', 'seldom']));
  });

  it('shrinks a plain value to the first one', () => {
    const arbitrary = weighted([1, null], [1, 'a'], [1, 'b']);
    expect(arbitrary.canShrinkWithoutContext('b')).toBe(true);
    const [next] = [...arbitrary.shrink('b', undefined)];
    expect(next?.value).toBe(null);
  });
});
