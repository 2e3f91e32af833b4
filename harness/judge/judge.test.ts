import { describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import type { AnyTarget, FaultReport, Judgement } from '../target.ts';
import { broken, holds } from '../target.ts';
import { judge, runOnCopy, runOnce } from './judge.ts';

const space: AnyTarget['scenario'] = {
  schema: { parse: (value: unknown) => value } as AnyTarget['scenario']['schema'],
  arbitrary: undefined as unknown as AnyTarget['scenario']['arbitrary'],
  examples: [0],
  labels: () => [],
  atLeast: {},
};

function targetWith(words: Record<string, () => Judgement>, faults?: readonly FaultReport[]): AnyTarget {
  return {
    name: 'made-up',
    summary: '',
    source: ['made up'],
    scenario: space,
    properties: Object.entries(words).map(([name, check]) => ({ name, statement: '', check })),
    reference: { name: 'reference', run: () => 0 },
    mutants: [],
    account: {
      gist: () => '',
      scenario: () => [],
      world: () => ({ arguments: [], environment: {}, files: [], notes: [] }),
      observation: () => [],
    },
    ...(faults !== undefined && { faults: () => faults }),
  };
}

const fine = (): Judgement => holds;
const bad = (): Judgement => broken('it took 3 steps');

describe('judge', () => {
  it('asks every property: none masks another', () => {
    const verdict = judge(targetWith({ first: bad, second: fine, third: bad }), 0, 0);
    expect(verdict).toMatchObject({
      kind: 'violation',
      violations: [
        { property: 'first', signature: 'it took N steps' },
        { property: 'third', reason: 'it took 3 steps' },
      ],
    });
  });

  it('passes when all hold', () => {
    expect(judge(targetWith({ first: fine }), 0, 0)).toEqual({ kind: 'pass' });
  });

  it('never passes a fault that was reached and did not fire, whatever the properties say', () => {
    const missed = [{ fault: 'ENOSPC at write 2', outcome: 'missed' }] as const;
    for (const check of [fine, bad]) {
      expect(judge(targetWith({ first: check }, missed), 0, 0)).toMatchObject({ kind: 'harness-fault' });
    }
  });

  it('does not count a run as passed that ended before its fault', () => {
    const unreached = [{ fault: 'crash at rename', outcome: 'unreached' }] as const;
    expect(judge(targetWith({ first: fine }, unreached), 0, 0)).toMatchObject({ kind: 'rejected' });
    expect(judge(targetWith({ first: bad }, unreached), 0, 0)).toMatchObject({ kind: 'violation' });
  });

  it('takes a property that throws for a fault of the harness', () => {
    const throws = (): Judgement => {
      throw new Error('oops');
    };
    expect(judge(targetWith({ first: throws }), 0, 0)).toMatchObject({ kind: 'harness-fault' });
  });
});

describe('one run', () => {
  const target = targetWith({ first: fine });

  it('does not wait for an implementation that is synchronous', () => {
    expect(runOnce(target, { name: 'sync', run: () => 1 }, 0)).toEqual({ kind: 'pass' });
  });

  it('waits for one that is not', async () => {
    expect(await runOnce(target, { name: 'async', run: async () => 1 }, 0)).toEqual({ kind: 'pass' });
  });

  it.each([
    ['thrown', () => Promise.resolve().then(() => Promise.reject(new TypeError('no 7')))],
    [
      'at once',
      (): Promise<number> => {
        throw new TypeError('no 7');
      },
    ],
  ])('takes an exception of the implementation for a crash: %s', async (_, run) => {
    expect(await runOnce(target, { name: 'crashes', run }, 0)).toEqual({
      kind: 'crash',
      reason: 'TypeError: no 7',
      signature: 'TypeError: no N',
    });
  });

  it('takes whatever is thrown', async () => {
    for (const thrown of [undefined, null, 'text', Object.create(null), Symbol('s')]) {
      const run = (): number => {
        throw thrown;
      };
      expect(await runOnce(target, { name: 'crashes', run }, 0)).toMatchObject({ kind: 'crash' });
    }
  });

  it('keeps a message of megabytes short, and does not take its time over it', async () => {
    const run = (): number => {
      throw new Error(`cannot parse ${'a'.repeat(3_000_000)}`);
    };
    const verdict = await runOnce(target, { name: 'crashes', run }, 0);
    expect(JSON.stringify(verdict).length).toBeLessThan(10_000);
  });

  it('waits for anything that can be waited for', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a promise of another make is what this is about
    const thenable: unknown = { then: (resolve: (value: number) => void) => resolve(7) };
    const seen: unknown[] = [];
    const looking = {
      ...target,
      properties: [
        {
          name: 'looks',
          statement: '',
          check: (_: unknown, o: unknown) => {
            seen.push(o);
            return holds;
          },
        },
      ],
    };
    await runOnce(looking, { name: 'thenable', run: () => thenable }, 0);
    expect(seen).toEqual([7]);
  });

  it('judges by the scenario that was given, not by what the code made of it', async () => {
    const seen: unknown[] = [];
    const looking = {
      ...target,
      properties: [
        {
          name: 'looks',
          statement: '',
          check: (s: unknown) => {
            seen.push(s);
            return holds;
          },
        },
      ],
    };
    const run = (scenario: unknown): number => Object.assign(scenario as object, { changed: true }) && 1;
    await runOnCopy(looking, { name: 'changes', run }, { changed: false });
    expect(seen).toEqual([{ changed: false }]);
  });

  it('takes a fault of the harness for what it is', async () => {
    const run = (): never => {
      throw new HarnessFault('no disk', 'disk');
    };
    expect(await runOnce(target, { name: 'broken-world', run }, 0)).toEqual({
      kind: 'harness-fault',
      reason: 'no disk',
    });
  });
});
