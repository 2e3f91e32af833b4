import { describe, expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import type { Stub } from '../../harness/world/stub/stub.ts';
import { stubOf } from './listing.ts';
import { inModel } from './model.ts';
import { sweep } from './reference/sweep.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261124,
  told: {
    runs: 100,
    rows: { scenario: 2, observation: 3 },
    world: ({ files }) => expect(files.length).toBeGreaterThan(8),
  },
  reference: { runs: 6_000, rejected: 0.05, again: 300 },
  firstKills: true,
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
