import { describe, expect, it } from 'vitest';
import { draw } from './draw.ts';
import { target } from './fixtures/target.ts';
import { randomOf } from './random.ts';

const space = target.scenario;
const scenarios = (seed: number, runs: number, examples = false) =>
  Array.from({ length: runs }, (_, run) => draw(space, run, { seed, examples }).value);

describe('draw', () => {
  it('draws the same scenario for the same seed and run, in any order', () => {
    const forwards = scenarios(5, 50);
    const backwards = Array.from(
      { length: 50 },
      (_, n) => draw(space, 49 - n, { seed: 5, examples: false }).value,
    );
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('draws others for another seed', () => {
    expect(scenarios(5, 20)).not.toEqual(scenarios(6, 20));
  });

  it('tries the examples first, then what it would have drawn anyway', () => {
    const count = space.examples.length;
    const all = scenarios(5, count + 10, true);
    expect(all.slice(0, count)).toEqual(space.examples);
    expect(all.slice(count)).toEqual(scenarios(5, 10));
  });

  it('hands out copies of the examples', () => {
    const { value } = draw(space, 0, { seed: 1, examples: true });
    expect(value).not.toBe(space.examples[0]);
  });

  it('does not repeat itself', () => {
    const distinct = new Set(scenarios(1, 500).map(scenario => JSON.stringify(scenario)));
    expect(distinct.size).toBeGreaterThan(490);
  });
});

describe('the randomness of a run', () => {
  it('is spread evenly over neighbouring runs and seeds', () => {
    const buckets = new Array<number>(16).fill(0);
    for (let seed = 0; seed < 40; seed++) {
      for (let run = 0; run < 400; run++) {
        const at = randomOf(seed, run).nextInt(0, 15);
        buckets[at] = (buckets[at] ?? 0) + 1;
      }
    }
    for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('takes runs beyond 32 bits', () => {
    const far = 2 ** 40;
    expect(randomOf(1, far).nextInt(0, 2 ** 30)).not.toBe(randomOf(1, 0).nextInt(0, 2 ** 30));
  });

  it('can be cloned without sharing state', () => {
    const random = randomOf(1, 1);
    const clone = random.clone();
    const first = [random.nextInt(0, 1_000), random.nextInt(0, 1_000)];
    expect([clone.nextInt(0, 1_000), clone.nextInt(0, 1_000)]).toEqual(first);
  });
});
