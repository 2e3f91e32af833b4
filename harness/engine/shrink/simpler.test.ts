import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simpler } from './simpler.ts';

describe('simpler', () => {
  it('tries the calm value before anything else', () => {
    expect([...simpler({ a: 9 }, { a: 1 })][0]).toEqual({ a: 1 });
  });

  it('has nothing to offer for what is calm already', () => {
    expect([...simpler({ a: [1], b: 'x' }, { a: [1], b: 'x' })]).toEqual([]);
  });

  it('brings a number towards the calm one, by halves', () => {
    expect([...simpler(100, 4)]).toEqual([4, 4, 52, 76, 88, 94, 97, 99]);
  });

  it('leaves out keys that the calm value does not have', () => {
    expect([...simpler({ kept: 1, odd: 2 }, { kept: 1 })]).toContainEqual({ kept: 1 });
  });

  it('leaves out halves of a list, then each element', () => {
    const candidates = [...simpler([1, 2, 3, 4], undefined)];
    expect(candidates[0]).toEqual([3, 4]);
    expect(candidates).toContainEqual([1, 2, 4]);
  });

  it('takes __proto__ for a key like any other', () => {
    const value: unknown = JSON.parse('{"__proto__": 3, "a": 0}');
    const texts = [...simpler(value, { a: 0 })].map(candidate => JSON.stringify(candidate));
    expect(texts).toContain('{"a":0}');
    expect(texts).toContain('{"__proto__":0,"a":0}');
    expect({}).not.toHaveProperty('polluted');
  });

  it('never offers the value itself, and always plain JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, calm) => {
        const text = JSON.stringify(value);
        let seen = 0;
        for (const candidate of simpler(JSON.parse(text), calm)) {
          expect(JSON.stringify(candidate)).not.toBe(text);
          if (++seen > 200) break;
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
