import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { normalise } from '../../harness/judge/signature.ts';
import { argumentsOf, type PostureScenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261122;

function drawn(run: number): PostureScenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describe('scenarios', () => {
  it('are valid, plain JSON, and can be shrunk again', () => {
    for (let run = 0; run < 1000; run++) {
      const value = drawn(run);
      const plain = target.scenario.schema.parse(JSON.parse(JSON.stringify(value)));
      expect(plain).toEqual(value);
      expect(target.scenario.arbitrary.canShrinkWithoutContext(plain)).toBe(true);
    }
  });

  it('reach every declared share, and have no label without one', () => {
    const runs = 2000;
    const counts = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      for (const label of target.scenario.labels(drawn(run))) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const floors = Object.entries(target.scenario.atLeast);
    const below = floors.filter(([label, percent]) => ((counts.get(label) ?? 0) * 100) / runs < percent);
    expect(below).toEqual([]);
    expect([...counts.keys()].filter(label => !(label in target.scenario.atLeast))).toEqual([]);
    expect(floors.every(([, percent]) => percent > 0)).toBe(true);
  });

  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).arguments).toEqual(argumentsOf(value));
      expect(target.account.scenario(value).length).toBeGreaterThan(5);
      expect(target.account.observation(await target.reference.run(value)).length).toBeGreaterThan(2);
    }
  });

  it('have a calm first example, of which nothing is told', async () => {
    const [calm, deployed] = target.scenario.examples;
    for (const example of [calm, deployed ?? calm]) {
      expect(target.scenario.labels(example)).toContain('benign');
      const { first } = await target.reference.run(example);
      expect(first).toEqual({ exit: 0, failures: [], lines: [] });
    }
  });
});

describe('the reference', () => {
  it('breaks no property, and none of its runs proves nothing', async () => {
    for (let run = 0; run < 12_000; run++) {
      const value = draw(target.scenario, run, { seed, examples: true }).value;
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind !== 'pass') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
  });

  it('does the same each time, and leaves the scenario as it was', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      const before = structuredClone(value);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(before));
      expect(value).toEqual(before);
    }
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

describe('every property', () => {
  it('is the first that some mutant names', () => {
    const named = new Set(target.mutants.flatMap(({ caughtBy }) => caughtBy));
    expect(target.properties.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
  });

  it('gives reasons without values of the scenario outside of quotes', async () => {
    for (const mutant of target.mutants) {
      const signatures = new Set<string>();
      for (let run = 0; run < 400; run++) {
        const verdict = await runOnce(target, mutant, drawn(run));
        if (verdict.kind !== 'violation') continue;
        for (const { reason } of verdict.violations) signatures.add(normalise(reason));
      }
      for (const signature of signatures) expect(signature).not.toMatch(/cache\/|6060|example|canary/);
    }
  });
});
