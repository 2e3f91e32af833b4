import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { normalise } from '../../harness/judge/signature.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { inModel, withSteps } from './model.ts';
import type { Fault, Scenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261124;
const [calmest, fresh = calmest] = target.scenario.examples;

function drawn(run: number): Scenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 100; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).environment).toHaveProperty('COMPOSE_FILES');
      expect(target.account.scenario(value).length).toBeGreaterThan(1);
      expect(target.account.observation(observed(await target.reference.run(value))).length).toBeGreaterThan(
        1,
      );
    }
  });

  it('begin with a HOME in which nothing is to be done, and one in which two entries are to be made', async () => {
    for (const [example, made] of [
      [calmest, []],
      [fresh, ['home/dev/.gitconfig', 'home/dev/.local']],
    ] as const) {
      expect(target.scenario.labels(example)).toContain('benign');
      const { first, before, after } = observed(await target.reference.run(example));
      expect(first).toEqual({ status: 0, said: '' });
      expect([...after.keys()].filter(path => !before.has(path))).toEqual(made);
    }
  });
});

describe('the reference', () => {
  it('breaks no property, and few of its runs prove nothing', async () => {
    const runs = 5_000;
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const value = draw(target.scenario, run, { seed, examples: true }).value;
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind === 'rejected') rejected += 1;
      else if (verdict.kind !== 'pass') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
    expect(rejected / runs).toBeLessThan(0.1);
  });

  it('does the same each time, and leaves the scenario as it was', async () => {
    for (let run = 0; run < 200; run++) {
      const value = drawn(run);
      const before = structuredClone(value);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(before));
      expect(value).toEqual(before);
    }
  });
});

describe('a fault that does not happen as planned', () => {
  const room: Fault = { kind: 'full-disk', room: 0 };
  const failing: Fault = { kind: 'call', operation: 'mkdir', nth: 1, code: 'EIO' };
  it.each([
    ['a read-only HOME that takes new entries', { kind: 'read-only-home' }],
    ['a full disk that takes new entries', room],
    ['a call that does not fail', failing],
  ] as const)('is a fault of the harness: %s', async (_what, fault) => {
    const scenario: Scenario = { ...fresh, fault };
    const broken = inModel('reference', withSteps({}), () => ({ kind: 'none' }));
    expect(await runOnce(target, broken, scenario)).toMatchObject({ kind: 'harness-fault' });
    expect(await runOnce(target, target.reference, scenario)).toEqual({ kind: 'pass' });
  });

  it('is told from one that the run did not come to', async () => {
    expect(await runOnce(target, target.reference, { ...calmest, fault: failing })).toMatchObject({
      kind: 'rejected',
    });
  });
});

describe('every property', () => {
  it('is the first that some mutant names', () => {
    // What is played is compared with real programs: no mutant of a program under test can break that.
    const named = new Set([
      ...target.mutants.map(({ caughtBy: [first] }) => first),
      'played-engine-is-the-real-one',
    ]);
    expect(target.properties.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
  });

  it('gives reasons without values of the scenario outside of quotes', async () => {
    for (const mutant of target.mutants) {
      const signatures = new Set<string>();
      for (let run = 0; run < 60; run++) {
        const verdict = await runOnce(target, mutant, drawn(run));
        if (verdict.kind !== 'violation') continue;
        for (const { reason } of verdict.violations) signatures.add(normalise(reason));
      }
      for (const signature of signatures) expect(signature).not.toMatch(/gitconfig|\.local|HOME\/|outside\//);
    }
  });
});

describe('every mutant is killed by drawing alone, by the property that it names first', () => {
  for (const mutant of target.mutants) {
    const [first] = mutant.caughtBy;
    it(mutant.name, async () => {
      for (const at of [1, 2, 3]) {
        const kill = await hunt(target, { ...mutant, caughtBy: [first] }, { seed: at, runs: mutant.within });
        expect(kill, `seed ${at}`).toBeDefined();
      }
    });
  }
});
