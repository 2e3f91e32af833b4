import { describe, expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { inModel, withSteps } from './model.ts';
import type { Fault, Scenario } from './scenario.ts';
import { target } from './target.ts';

const [calmest, fresh = calmest] = target.scenario.examples;

describeOwnTarget(target, {
  seed: 20261124,
  told: {
    runs: 100,
    rows: { scenario: 2, observation: 2 },
    world: ({ environment }) => expect(environment).toHaveProperty('COMPOSE_FILES'),
  },
  reference: { runs: 5_000, rejected: 0.1, again: 200 },
  ofOurModel: ['played-engine-is-the-real-one'],
  firstKills: true,
  reasons: { runs: 60, without: /gitconfig|\.local|HOME\/|outside\// },
});

describe('scenarios', () => {
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
