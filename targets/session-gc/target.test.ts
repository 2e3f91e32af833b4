import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import type { Stub } from '../../harness/world/stub/stub.ts';
import { stubOf } from './listing.ts';
import { inModel } from './model.ts';
import { sweep } from './reference/sweep.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261124;

function drawn(run: number): Scenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 100; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).files.length).toBeGreaterThan(8);
      expect(target.account.scenario(value).length).toBeGreaterThan(1);
      const observation = observed(await target.reference.run(value));
      expect(target.account.observation(observation).length).toBeGreaterThan(2);
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
    expect(rejected / runs).toBeLessThan(0.05);
  });

  it('does the same each time', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(structuredClone(value)));
    }
  });
});

describe('a docker that is broken', () => {
  const [calmest] = target.scenario.examples;
  const failing: Scenario = {
    ...calmest,
    docker: {
      ...calmest.docker,
      calls: [{ ...calmest.docker.calls[0], end: { how: 'exits', status: 125 } }],
    },
  };
  const succeeding: Stub = { kind: 'program', calls: [{ steps: [], end: { how: 'exits', status: 0 } }] };
  const otherwise: Stub = { kind: 'program', calls: [{ steps: [], end: { how: 'exits', status: 1 } }] };

  it.each([
    ['succeeds where it should fail', succeeding],
    ['fails otherwise', otherwise],
  ])('is a fault of the harness: it %s', async (_what, stub) => {
    const implementation = inModel('reference', sweep, () => stub);
    expect(await runOnce(target, implementation, failing)).toMatchObject({ kind: 'harness-fault' });
    expect(await runOnce(target, inModel('reference', sweep, stubOf), failing)).toEqual({ kind: 'pass' });
  });

  it('is told from one that nobody asked', async () => {
    const nobody: Scenario = { ...failing, home: { ...failing.home, entries: [] } };
    expect(await runOnce(target, target.reference, nobody)).toMatchObject({ kind: 'rejected' });
  });
});

describe('every property', () => {
  it('is the first that some mutant names', () => {
    const named = new Set(target.mutants.map(({ caughtBy: [first] }) => first));
    expect(target.properties.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
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
