import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261122;

function drawn(run: number): Scenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describe('scenarios', () => {
  it('are valid, plain JSON, and can be shrunk again', () => {
    for (let run = 0; run < 500; run++) {
      const value = drawn(run);
      const plain = target.scenario.schema.parse(JSON.parse(JSON.stringify(value)));
      expect(plain).toEqual(value);
      expect(target.scenario.arbitrary.canShrinkWithoutContext(plain)).toBe(true);
    }
  });

  it('reach every declared share', () => {
    const runs = 2000;
    const counts = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      for (const label of target.scenario.labels(drawn(run))) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const below = Object.entries(target.scenario.atLeast).filter(
      ([label, percent]) => ((counts.get(label) ?? 0) * 100) / runs < percent,
    );
    expect(below).toEqual([]);
  });

  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 100; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).arguments).toHaveLength(3);
      expect(target.account.scenario(value).length).toBeGreaterThan(3);
      expect(target.account.observation(await target.reference.run(value)).length).toBeGreaterThan(2);
    }
  });
});

describe('the reference', () => {
  it('breaks no property, and few of its runs prove nothing', async () => {
    const runs = 6000;
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const value = draw(target.scenario, run, { seed, examples: true }).value;
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind === 'rejected') rejected += 1;
      else expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
    expect(rejected / runs).toBeLessThan(0.1);
  });

  it('does the same each time', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(structuredClone(value)));
    }
  });

  it('asks for a sync of the file before the rename and of the folder after it, and touches the marker last', async () => {
    const [calmest] = target.scenario.examples;
    const { operations } = await target.reference.run(calmest);
    const done = operations.map(({ operation }) => operation);
    const rename = done.indexOf('rename');
    expect(done.slice(0, rename)).toEqual(expect.arrayContaining(['write', 'fchmod', 'fsync', 'close']));
    expect(done.indexOf('fchmod')).toBeLessThan(done.indexOf('fsync'));
    expect(done.slice(rename)).toEqual(['rename', 'open', 'fsync', 'close', 'readdir', 'utimes']);
    const written = operations.flatMap(record => (record.written === undefined ? [] : [record.written]));
    expect(Buffer.concat(written).toString()).toBe('{\n  "theme": 1\n}\n');
  });
});

describe('every mutant is killed by drawing alone', () => {
  for (const mutant of target.mutants) {
    it(mutant.name, async () => {
      for (const at of [1, 2, 3]) {
        const kill = await hunt(target, mutant, { seed: at, runs: mutant.within });
        expect(kill, `seed ${at}`).toBeDefined();
      }
    });
  }
});
