import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { ask, calm, calmReply, send } from './examples.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const seed = 20261124;

function drawn(run: number): Scenario {
  return draw(target.scenario, run, { seed, examples: false }).value;
}

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('scenarios', () => {
  it('are told without a fault, and so are the worlds and the runs', async () => {
    for (let run = 0; run < 200; run++) {
      const value = drawn(run);
      expect(target.account.gist(value)).not.toBe('');
      expect(target.account.world(value).arguments).toHaveLength(4);
      expect(target.account.scenario(value).length).toBeGreaterThan(4);
      expect(target.account.observation(observed(await target.reference.run(value))).length).toBeGreaterThan(
        0,
      );
    }
  });
});

describe('the reference', () => {
  it('breaks no property, and few of its runs prove nothing', async () => {
    const runs = 4000;
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const value = draw(target.scenario, run, { seed, examples: true }).value;
      const verdict = await runOnce(target, target.reference, value);
      if (verdict.kind === 'rejected') rejected += 1;
      else expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
    expect(rejected / runs).toBeLessThan(0.1);
  });

  it('does the same each time', async () => {
    for (let run = 0; run < 200; run++) {
      const value = drawn(run);
      expect(await target.reference.run(value)).toEqual(await target.reference.run(structuredClone(value)));
    }
  });

  it('closes as many descriptors as it opens over 1,000 requests', async () => {
    const scenario: Scenario = {
      ...calm,
      actions: Array.from({ length: 4 }, () => ({
        do: 'flood',
        record: { kind: 'valid' },
        times: 250,
        reads: true,
      })),
    };
    const { starts, asks } = observed(await target.reference.run(scenario));
    expect(asks.reduce((sum, { granted }) => sum + granted, 0)).toBe(1000);
    expect(starts[0]?.left).toEqual({ descriptors: 0, timers: 0, connections: 0, closedTwice: 0 });
  });

  it('passes on what the upstream says, and stars in place of the key', async () => {
    const reply = { ...calmReply, echo: 'plain' as const, framing: 'chunked' as const, pieces: 40 };
    const { streams, connections } = observed(
      await target.reference.run({
        ...calm,
        actions: [ask, send({ query: ['app_key={sentinel}', 'a=1'], reply })],
      }),
    );
    expect(connections[0]?.bytes).toContain(
      'GET /channel/list?a=1&app_key=k7Qm2vX9-live HTTP/1.1\r\nHost: api.example\r\n',
    );
    const body = streams[0]?.received.replace(/\r\n[0-9a-f]+\r\n/g, '');
    expect(body).toContain(`app_key=${'*'.repeat(13)} with ${'*'.repeat(13)}; again`);
  });
});

describe('every property', () => {
  it('is the first that some mutant names', () => {
    const named = new Set(target.mutants.map(({ caughtBy: [first] }) => first));
    expect(target.properties.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
    // So what kills a mutant is the property that it names first.
    expect(target.mutants.filter(({ caughtBy }) => caughtBy.length > 1)).toEqual([]);
  });
});
