import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeUids, identity } from './identity.ts';

describe('identity', () => {
  const drawn = sample(identity(), { numRuns: 4000, seed: 2 });

  it('reaches every edge as the effective id', () => {
    expect(new Set(drawn.map(ids => ids.effective))).toEqual(new Set(edgeUids));
    for (const edge of [0, 1, 65_534, 2 ** 31, 2 ** 32 - 2]) expect(edgeUids).toContain(edge);
  });

  it('makes root as often as asked', () => {
    const share = (ids: typeof drawn): number => ids.filter(one => one.effective === 0).length / ids.length;
    expect(share(drawn)).toBeGreaterThan(0.2);
    expect(share(drawn)).toBeLessThan(0.3);
    expect(share(sample(identity(60), { numRuns: 2000, seed: 2 }))).toBeGreaterThan(0.5);
  });

  it('has processes that are root by one of their ids only', () => {
    expect(drawn.some(ids => ids.real === 0 && ids.effective !== 0)).toBe(true);
    expect(drawn.some(ids => ids.effective === 0 && ids.real !== 0)).toBe(true);
    expect(drawn.some(ids => ids.saved === 0 && ids.effective !== 0 && ids.real !== 0)).toBe(true);
  });

  it('can be shrunk again from plain JSON', () => {
    for (const ids of drawn.slice(0, 200)) {
      expect(identity().canShrinkWithoutContext(JSON.parse(JSON.stringify(ids)))).toBe(true);
    }
  });
});
