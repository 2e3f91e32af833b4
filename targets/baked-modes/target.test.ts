import { describe, expect, it } from 'vitest';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261124,
  told: {
    runs: 200,
    gist: /^umask \d{4} · ./,
    rows: { scenario: 5, observation: 2 },
    world: ({ files }) => expect(files.length).toBeGreaterThan(1),
  },
  reference: { runs: 4_000, again: 200 },
  reasons: { runs: 40, without: /etc|pol\b|json/ },
});

describe('scenarios', () => {
  it('begin with a calm one, then the seed’s, before and after it was mended', async () => {
    const [calm, asItWas, asItBecame] = target.scenario.examples;
    expect(target.scenario.labels(calm)).toContain('benign');
    expect(observed(await target.reference.run(asItWas ?? calm)).first.told).toEqual([
      expect.objectContaining({ verdict: 'unreadable', at: '/etc/pol/10-deny.json', line: 2 }),
      expect.objectContaining({ verdict: 'unreadable', at: '/etc/pol/20-hooks.json', line: 2 }),
    ]);
    expect(target.scenario.labels(asItBecame ?? calm)).toContain('benign');
  });
});
