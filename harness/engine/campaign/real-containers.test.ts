import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realSettings } from '../../world/command/real-settings.ts';
import { whyNoEngine } from '../../world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../world/engine/fixtures/test-engine.ts';
import type { EventBody } from '../events.ts';
import { target } from '../fixtures/attic.ts';
import { huntAll } from '../hunt-all.ts';
import { campaign } from './campaign.ts';

const lacking = whyNoEngine();
const url = new URL('../fixtures/attic.ts', import.meta.url).href;

describe.skipIf(lacking !== undefined)(`on a real engine${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await testEngine();
  }, 60_000);
  afterAll(() => test[Symbol.asyncDispose]());

  const settings = () => realSettings({ fidelity: 'container', engine: test.engine, containment: 'off' });

  it('a campaign finds what can be seen inside, and leaves no container', async () => {
    const events: EventBody[] = [];
    const subject = (name: string) => ({
      source: {
        target: url,
        implementation: { kind: 'named', name } as const,
        without: [],
        real: settings(),
      },
      target,
      implementation: name,
      fidelity: 'container' as const,
    });
    const result = await campaign(
      {
        subjects: ['reference', 'forgets-root', 'forgets-users'].map(subject),
        folder: test.folder,
        seed: 2,
        budget: { kind: 'runs', runs: [8, 8, 8] },
        jobs: 4,
      },
      event => events.push(event),
    );
    expect(result).toMatchObject({ runs: [8, 8, 8], findings: 1, faults: 0 });
    expect(events.filter(event => event.type === 'finding')).toMatchObject([
      {
        implementation: 'forgets-root',
        property: 'root-is-shut',
        gist: 'user 0',
        repeats: { seen: 3, of: 3 },
      },
    ]);
    expect(await test.client.get({ path: '/containers/json', query: { all: true } })).toEqual([]);
  }, 120_000);

  it('a mutant is killed by what is seen inside, and survives where nothing is', async () => {
    const events: EventBody[] = [];
    const options = { seeds: [1], jobs: 2, limitMs: 2_000, real: settings() };
    await huntAll([{ target, url }], options, event => void events.push(event));
    expect(events).toMatchObject([
      { type: 'mutant-killed', mutant: 'forgets-root', property: 'root-is-shut' },
      { type: 'mutant-survived', mutant: 'forgets-users', fidelity: 'container' },
    ]);
  }, 120_000);
});
