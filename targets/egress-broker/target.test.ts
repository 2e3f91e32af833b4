import { describe, expect, it } from 'vitest';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { ask, calm, calmReply, send } from './examples.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261124,
  told: {
    runs: 200,
    rows: { scenario: 5, observation: 1 },
    world: world => expect(world.arguments).toHaveLength(4),
  },
  reference: { runs: 4_000, rejected: 0.1, again: 200 },
});

describe('the reference', () => {
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

describe('every mutant', () => {
  it('names one property, so what kills it is the one that it names first', () => {
    expect(target.mutants.filter(({ caughtBy }) => caughtBy.length > 1)).toEqual([]);
  });
});
