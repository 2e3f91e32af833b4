import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { normalise } from '../../harness/judge/signature.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { programMutants } from './program-mutants.ts';
import { argumentsOf, type PostureScenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261122;

function drawn(run: number): PostureScenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).arguments).toEqual(argumentsOf(value));
      expect(target.account.scenario(value).length).toBeGreaterThan(5);
      expect(target.account.observation(observed(await target.reference.run(value))).length).toBeGreaterThan(
        2,
      );
    }
  });

  it('have a calm first example, of which nothing is told', async () => {
    const [calm, deployed] = target.scenario.examples;
    for (const example of [calm, deployed ?? calm]) {
      expect(target.scenario.labels(example)).toContain('benign');
      const { first } = observed(await target.reference.run(example));
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

describe('every property', () => {
  it('is one that some mutant names, less the one that judges our own rules by the kernel', () => {
    const named = new Set([...target.mutants, ...programMutants].flatMap(({ caughtBy }) => caughtBy));
    const unnamed = target.properties.map(({ name }) => name).filter(name => !named.has(name));
    expect(unnamed).toEqual(['container-is-as-described']);
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
