import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { inModel } from './model.ts';
import { programMutants } from './program-mutants.ts';
import { wrapSocket } from './reference/wrap-socket.ts';
import type { WrapScenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261124;

function drawn(run: number): WrapScenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 100; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).arguments).toHaveLength(2);
      expect(target.account.scenario(value).length).toBeGreaterThan(3);
      expect(target.account.observation(observed(await target.reference.run(value))).length).toBeGreaterThan(
        3,
      );
    }
  });
});

describe('the reference', () => {
  it('breaks no property, and few of its runs prove nothing', async () => {
    const runs = 8_000;
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const value = draw(target.scenario, run, { seed, examples: true }).value;
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind === 'rejected') rejected += 1;
      else if (verdict.kind !== 'pass') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
    expect(rejected / runs).toBeLessThan(0.16);
  });

  it('does the same each time, and leaves the scenario as it was', async () => {
    for (let run = 0; run < 300; run++) {
      const value = drawn(run);
      const before = structuredClone(value);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(before));
      expect(value).toEqual(before);
    }
  });

  it('has as many descriptors after 1,000 peers of each kind as before', async () => {
    const [{ steps, ...calm }] = target.scenario.examples;
    const [connect] = steps;
    if (connect?.do !== 'connect') throw new TypeError('the calmest scenario connects');
    const many = (['caller', 'root', 'other'] as const).flatMap(as =>
      (['stays', 'leaves'] as const).map(manner => ({
        ...connect,
        times: 500,
        manner,
        peer: { ...connect.peer, as, passes: true },
      })),
    );
    const { descriptors, told } = observed(await target.reference.run({ ...calm, steps: many }));
    expect(told).toHaveLength(3_000);
    expect(descriptors?.after).toBe(descriptors?.ready);
  });
});

describe('an injector of faults that is broken', () => {
  it('is a fault of the harness: nothing happens where an error was planned', async () => {
    const [calm] = target.scenario.examples;
    const scenario: WrapScenario = {
      ...calm,
      faults: [{ call: 'credentials', nth: 1, code: 'EIO', lasting: false }],
    };
    const broken = inModel('reference', wrapSocket, () => undefined);
    expect(await runOnce(target, broken, scenario)).toMatchObject({ kind: 'harness-fault' });
    expect(await runOnce(target, target.reference, scenario)).toEqual({ kind: 'pass' });
  });

  it('is told from a run that ended before the fault', async () => {
    const [calm] = target.scenario.examples;
    const scenario: WrapScenario = {
      ...calm,
      place: { kind: 'file', owner: 'server' },
      faults: [{ call: 'accept', nth: 1, code: 'EMFILE', lasting: false }],
    };
    expect(await runOnce(target, target.reference, scenario)).toMatchObject({ kind: 'rejected' });
  });
});

describe('every property', () => {
  it('is the first that some mutant names', () => {
    const named = new Set([...target.mutants, ...programMutants].map(({ caughtBy: [first] }) => first));
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
