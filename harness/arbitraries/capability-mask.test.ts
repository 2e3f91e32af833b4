import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allCapabilities,
  bitsOf,
  capabilityMask,
  containerDefault,
  maskOf,
  noCapability,
} from './capability-mask.ts';

const masks = capabilityMask(10);

describe('masks as text', () => {
  it('are the digits that the kernel writes', () => {
    expect(maskOf([10])).toBe('0000000000000400');
    expect(maskOf([0, 63])).toBe('8000000000000001');
    expect(allCapabilities).toBe('000001ffffffffff');
    expect(noCapability).toBe('0000000000000000');
  });

  it('give their capabilities back, all 64 of them', () => {
    for (const bits of [[], [0], [63], [31, 32], [0, 10, 40, 41, 52, 53, 63]]) {
      expect(bitsOf(maskOf(bits))).toEqual(bits);
    }
    expect(bitsOf(containerDefault)).toHaveLength(14);
  });
});

describe('capability masks', () => {
  const drawn = sample(masks, { numRuns: 6000, seed: 3 });

  it('reach none, the allowed one, all, and every single capability up to bit 63', () => {
    const seen = new Set(drawn);
    for (let bit = 0; bit < 64; bit++) expect(seen).toContain(maskOf([bit]));
    expect(seen).toContain(noCapability);
    expect(seen).toContain(allCapabilities);
  });

  it('have pairs with and without the allowed one, and bits without a name', () => {
    expect(drawn.some(mask => bitsOf(mask).length === 2 && bitsOf(mask).includes(10))).toBe(true);
    expect(drawn.some(mask => bitsOf(mask).length === 2 && !bitsOf(mask).includes(10))).toBe(true);
    expect(
      drawn.some(mask => bitsOf(mask).some(bit => bit > 40) && bitsOf(mask).some(bit => bit <= 40)),
    ).toBe(true);
  });

  it('shrink from plain text by losing capabilities', () => {
    for (const mask of drawn.slice(0, 200)) expect(masks.canShrinkWithoutContext(mask)).toBe(true);
    const smaller = [...masks.shrink(maskOf([3, 21, 63]), undefined)].map(next => bitsOf(next.value).length);
    expect(smaller.some(count => count < 3)).toBe(true);
  });

  it('do not take other texts for their own', () => {
    for (const text of ['400', '000000000000040G', '00000000000000400', '']) {
      expect(masks.canShrinkWithoutContext(text)).toBe(false);
    }
  });
});
