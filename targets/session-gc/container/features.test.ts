import { expect, it } from 'vitest';
import { observed } from '../../../harness/stage.ts';
import { keptScenario } from '../fixtures/kept-cases.ts';
import type { Scenario } from '../scenario.ts';
import { target } from '../target.ts';
import { features } from './features.ts';

async function featuresOf(scenario: Scenario): Promise<readonly string[]> {
  return features(scenario, observed(await target.reference.run(scenario)));
}

it('tell what the engine does in the calls that are made, and in which states containers are', async () => {
  expect(await featuresOf(keptScenario('containers-in-every-state'))).toEqual([
    'engine-answers-at-call-1',
    'container-created',
    'container-exited',
    'container-running',
  ]);
  expect(await featuresOf(keptScenario('engine-killed-between-two-listings'))).toEqual([
    ...['engine-answers-at-call-1', 'container-running'],
    ...['engine-refuses-at-call-2', 'container-created'],
  ]);
  expect(await featuresOf(keptScenario('engine-answer-lacks-its-last-byte'))).toContain(
    'engine-cut-at-its-end-at-call-1',
  );
  expect(await featuresOf(keptScenario('docker-not-set'))).toEqual(['engine-is-not-asked']);
});
