import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { normalise } from '../../harness/judge/signature.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { programMutants } from './program-mutants.ts';
import type { BakedScenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261124;

function drawn(run: number): BakedScenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 200; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).toMatch(/^umask \d{4} · ./);
      expect(target.account.world(value).files.length).toBeGreaterThan(1);
      expect(target.account.scenario(value).length).toBeGreaterThan(4);
      expect(target.account.observation(observed(await target.reference.run(value))).length).toBeGreaterThan(
        1,
      );
    }
  });

  it('begin with a calm one, then the seed’s, before and after it was mended', async () => {
    const [calm, asItWas, asItBecame] = target.scenario.examples;
    expect(target.scenario.labels(calm)).toContain('benign');
    expect(observed(await target.reference.run(asItWas ?? calm)).first.told).toEqual([
      expect.objectContaining({ verdict: 'unreadable', at: '/etc/pol/10-deny.json', line: 2 }),
      expect.objectContaining({ verdict: 'unreadable', at: '/etc/pol/20-hooks.json', line: 2 }),
    ]);
    expect(target.scenario.labels(asItBecame ?? calm)).toContain('benign');
  });
});

describe('the reference', () => {
  it('breaks no property, and none of its runs proves nothing', async () => {
    for (let run = 0; run < 4_000; run++) {
      const { value } = draw(target.scenario, run, { seed, examples: true });
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind !== 'pass') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
  }, 60_000);

  it('does the same each time, and leaves the scenario as it was', async () => {
    for (let run = 0; run < 200; run++) {
      const value = drawn(run);
      const before = structuredClone(value);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(before));
      expect(value).toEqual(before);
    }
  });
});

describe('every property', () => {
  it('is the first that some mutant names', () => {
    const first = [...target.mutants, ...programMutants].map(({ caughtBy: [name] }) => name);
    const named = new Set<string>(first);
    expect(target.properties.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
  });

  it('gives reasons without values of the scenario outside of quotes', async () => {
    for (const mutant of target.mutants)
      for (let run = 0; run < 40; run++) {
        const verdict = await runOnce(target, mutant, drawn(run));
        if (verdict.kind !== 'violation') continue;
        for (const { reason } of verdict.violations) expect(normalise(reason)).not.toMatch(/etc|pol\b|json/);
      }
  });
});
