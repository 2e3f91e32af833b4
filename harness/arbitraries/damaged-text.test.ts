import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, textDamage } from './damaged-text.ts';

const text = 'one\ntwo\nthree\n';
const damages = textDamage({ bytes: 14, lines: 3, matters: { lines: [1], first: 4, end: 8 } });

describe('a damaged text', () => {
  it.each([
    [{ kind: 'crlf' }, 'one\r\ntwo\r\nthree\r\n'],
    [{ kind: 'cut', at: 5 }, 'one\nt'],
    [{ kind: 'cut', at: 99 }, text],
    [{ kind: 'nul', at: 4 }, 'one\n\0two\nthree\n'],
    [{ kind: 'nul-tail', at: 10 }, 'one\ntwo\nth\0\0\0\0'],
    [{ kind: 'line-doubled', line: 1 }, 'one\ntwo\ntwo\nthree\n'],
    [{ kind: 'line-dropped', line: 0 }, 'two\nthree\n'],
    [{ kind: 'line-dropped', line: 7 }, text],
    [{ kind: 'line-moved', line: 2, before: 0 }, 'three\none\ntwo\n'],
    [{ kind: 'line-moved', line: 0, before: 2 }, 'two\none\nthree\n'],
    [{ kind: 'line-moved', line: 0, before: 3 }, 'two\nthree\none\n'],
    [{ kind: 'lines-reversed' }, 'three\ntwo\none\n'],
  ] as const)('%j', (damage, after) => {
    expect(damaged(text, damage)).toBe(after);
  });

  it('is cut between bytes, not letters', () => {
    expect(damaged('é\n', { kind: 'cut', at: 1 })).toBe('\ufffd');
  });
});

describe('what damages a text', () => {
  const drawn = sample(damages, { numRuns: 4000, seed: 9 });

  it('is of every kind', () => {
    expect(new Set(drawn.map(damage => damage.kind)).size).toBe(8);
  });

  it('cuts at every byte, also at the very end', () => {
    const cuts = new Set(drawn.flatMap(damage => (damage.kind === 'cut' ? [damage.at] : [])));
    expect(cuts).toEqual(new Set(Array.from({ length: 15 }, (_, at) => at)));
  });

  it('strikes where it matters at least every other time', () => {
    const positions = drawn.flatMap(damage => ('at' in damage ? [damage.at] : []));
    const near = positions.filter(at => at >= 4 && at < 8).length / positions.length;
    expect(near).toBeGreaterThan(0.5);
  });

  it('can be shrunk again from plain JSON', () => {
    for (const damage of drawn.slice(0, 300)) {
      expect(damages.canShrinkWithoutContext(JSON.parse(JSON.stringify(damage)))).toBe(true);
    }
  });
});
