import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import { canonicalJson, digestOf } from './digest.ts';
import { parseJson } from './json-text.ts';
import { layout } from './layout.ts';

const values = fc.jsonValue({ maxDepth: 4 });

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 for the order of keys', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('is the same for every order of keys', () => {
    const holds = fc.property(values, value => canonicalJson(value) === canonicalJson(reversed(value)));
    fc.assert(holds, { seed: 1, numRuns: 2000 });
  });

  it('is read back as the same value', () => {
    const holds = fc.property(values, value => {
      expect(parseJson(canonicalJson(value))).toEqual({ kind: 'value', value });
    });
    fc.assert(holds, { seed: 2, numRuns: 2000 });
  });

  it('is the same before and after the value is written for people and read', () => {
    const holds = fc.property(values, value => {
      const read = parseJson(layout(value));
      expect(read.kind === 'value' && digestOf(read.value)).toBe(digestOf(value));
    });
    fc.assert(holds, { seed: 3, numRuns: 2000 });
  });

  it('tells -0 from 0', () => {
    expect(canonicalJson({ a: [-0, 0] })).toBe('{"a":[-0,0]}');
    expect(digestOf({ a: -0 })).not.toBe(digestOf({ a: 0 }));
  });

  it('leaves out a key without a value, and takes an object without a prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: undefined }))).toBe('{"b":1}');
  });

  it.each([
    ['NaN', Number.NaN],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a typed array', new Uint8Array(1)],
    ['a function', () => 1],
    ['a list with a hole', [1, undefined]],
    ['nothing', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson({ list: [value] })).toThrow(HarnessFault);
  });

  it('refuses a value that contains itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => canonicalJson(loop)).toThrow('nested deeper');
  });
});

describe('digestOf', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '{"a":1,"b":[true,null]}' | sha256sum
    expect(digestOf({ b: [true, null], a: 1 })).toBe(
      'sha256:1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668',
    );
  });
});
