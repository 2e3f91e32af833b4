import { describe, expect, it } from 'vitest';
import { draw } from '../engine/draw.ts';
import { labelShares } from '../engine/label-shares.ts';
import type { AnyTarget } from '../target.ts';

const drawn = 2_000;
const sampled = 400;
const seeds = [1, 2, 3] as const;

/** The generator keeps what the target promises of it: shares, plain JSON, the schema, shrinking without a context. */
export function generatorTests({ scenario: space }: AnyTarget): void {
  describe('generator', () => {
    it.each(seeds)('reaches every label at seed %i', seed => {
      const below = labelShares(space, { runs: drawn, seed }).filter(
        ({ percent, atLeast }) => percent < atLeast,
      );
      expect(below).toEqual([]);
    });

    it('has a floor for every label', () => {
      const unknown = labelShares(space, { runs: drawn, seed: 1 }).filter(({ atLeast }) => atLeast === 0);
      expect(unknown.map(({ label }) => label)).toEqual([]);
    });

    it('draws plain JSON that is valid and can be shrunk again without its context', () => {
      for (let run = 0; run < sampled; run++) {
        const { value } = draw(space, run, { seed: 4, examples: true });
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(plain).toEqual(value);
        expect(space.schema.parse(plain)).toEqual(value);
        if (run >= space.examples.length) expect(space.arbitrary.canShrinkWithoutContext(plain)).toBe(true);
      }
    });
  });
}
