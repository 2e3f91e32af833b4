import { describe, expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { inModel } from './model.ts';
import { wrapSocket } from './reference/wrap-socket.ts';
import type { WrapScenario } from './scenario.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261124,
  told: {
    runs: 100,
    rows: { scenario: 4, observation: 4 },
    world: world => expect(world.arguments).toHaveLength(2),
  },
  reference: { runs: 8_000, rejected: 0.16, again: 300 },
  firstKills: true,
});

describe('the reference', () => {
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
