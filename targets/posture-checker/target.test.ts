import { describe, expect, it } from 'vitest';
import { observed } from '../../harness/stage.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { argumentsOf } from './scenario.ts';
import { target } from './target.ts';

describeOwnTarget(target, {
  seed: 20261122,
  told: {
    runs: 300,
    rows: { scenario: 6, observation: 3 },
    world: (world, scenario) => expect(world.arguments).toEqual(argumentsOf(scenario)),
  },
  reference: { runs: 12_000, again: 300 },
  neverFirst: ['exit-is-0-or-2', 'every-invariant-is-looked-at', 'no-false-refusal'],
  ofOurModel: ['container-is-as-described'],
  firstKills: true,
  reasons: { runs: 400, without: /cache\/|6060|example|canary/ },
});

describe('scenarios', () => {
  it('have a calm first example, of which nothing is told', async () => {
    const [calm, deployed] = target.scenario.examples;
    for (const example of [calm, deployed ?? calm]) {
      expect(target.scenario.labels(example)).toContain('benign');
      const { first } = observed(await target.reference.run(example));
      expect(first).toEqual({ exit: 0, failures: [], lines: [] });
    }
  });
});
