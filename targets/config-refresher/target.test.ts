import { describe, expect, it } from 'vitest';
import type { Fault, FaultEffect } from '../../harness/arbitraries/fault-plan.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { FaultInjector } from '../../harness/world/fault-injector.ts';
import { inModel } from './model.ts';
import { refresh } from './reference/refresh.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261122,
  told: {
    runs: 100,
    rows: { scenario: 4, observation: 3 },
    world: world => expect(world.arguments).toHaveLength(3),
  },
  reference: { runs: 6_000, rejected: 0.1, again: 300 },
  firstKills: true,
});

describe('the reference', () => {
  it('asks for a sync of the file before the rename and of the folder after it, and touches the marker last', async () => {
    const [calmest] = target.scenario.examples;
    const { operations } = observed(await target.reference.run(calmest));
    const done = operations.map(({ operation }) => operation);
    const rename = done.indexOf('rename');
    expect(done.slice(0, rename)).toEqual(expect.arrayContaining(['write', 'fchmod', 'fsync', 'close']));
    expect(done.indexOf('fchmod')).toBeLessThan(done.indexOf('fsync'));
    expect(done.slice(rename)).toEqual(['rename', 'open', 'fsync', 'close', 'readdir', 'utimes']);
    const written = operations.flatMap(record => (record.written === undefined ? [] : [record.written]));
    expect(Buffer.concat(written).toString()).toBe('{\n  "theme": 1\n}\n');
  });
});

describe('an injector of faults that is broken', () => {
  const [calmest] = target.scenario.examples;
  const planned = (operation: Fault['operation'], effect: FaultEffect): Scenario => ({
    ...calmest,
    faults: [{ operation, nth: 1, effect }],
  });
  const noSpace: FaultEffect = { kind: 'error', code: 'ENOSPC', lasting: false };
  const full = planned('write', noSpace);
  const short = planned('write', { kind: 'short-write', bytes: 3, lasting: false });
  const killed = planned('rename', { kind: 'crash', when: 'before' });

  /** An injector that gives another effect instead of the planned one. */
  const giving =
    (instead: FaultEffect | undefined) =>
    (faults: readonly Fault[]): Pick<FaultInjector, 'next'> => {
      const injector = new FaultInjector(faults);
      return { next: operation => injector.next(operation) && instead };
    };
  const late = (faults: readonly Fault[]): FaultInjector =>
    new FaultInjector(faults.map(fault => ({ ...fault, nth: fault.nth + 1 })));

  it.each([
    ['does nothing, where an error was planned', full, giving(undefined)],
    ['gives another error', full, giving({ kind: 'error', code: 'EIO', lasting: false })],
    ['lets the whole write through', short, giving(undefined)],
    ['takes another number of bytes', short, giving({ kind: 'short-write', bytes: 4, lasting: false })],
    ['fails the write instead of shortening it', short, giving(noSpace)],
    ['kills nobody', killed, giving(undefined)],
    ['kills on the other side of the operation', killed, giving({ kind: 'crash', when: 'after' })],
    ['is one operation late', planned('open', noSpace), late],
  ])('is a fault of the harness, whatever the run came to: it %s', async (_what, scenario, inject) => {
    const verdict = await runOnce(target, inModel('reference', refresh, inject), scenario);
    expect(verdict).toMatchObject({ kind: 'harness-fault' });
    expect(await runOnce(target, target.reference, scenario)).toEqual({ kind: 'pass' });
  });

  it('is told from a run that ended before the fault', async () => {
    const scenario: Scenario = {
      ...full,
      source: { ...full.source, kind: 'missing' },
    };
    expect(await runOnce(target, target.reference, scenario)).toMatchObject({ kind: 'rejected' });
  });
});
