import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../stage.ts';
import { realSettings } from '../../world/command/real-settings.ts';
import { draw } from '../draw.ts';
import type { EventBody } from '../events.ts';
import { target } from '../fixtures/cellar.ts';
import { target as door } from '../fixtures/target.ts';
import { campaign } from './campaign.ts';
import type { CampaignRequest, SubjectPlan } from './plan.ts';

// The containers of the cellar are plain functions: no engine is asked.
const engine: Engine = {
  socket: '/nonexistent/docker.sock',
  own: false,
  label: 'test',
  image: 'none',
  pid: undefined,
  version: '0',
};
const url = new URL('../fixtures/cellar.ts', import.meta.url).href;
let folder: Awaited<ReturnType<typeof dir>>;
beforeAll(async () => {
  folder = await dir({ unsafeCleanup: true });
});
afterAll(() => folder.cleanup());

function contained(name: string): SubjectPlan {
  const real = realSettings({ fidelity: 'container', engine, containment: 'off' });
  const implementation = { kind: 'named', name } as const;
  const source = { target: url, implementation, without: [], real };
  return { source, target, implementation: name, fidelity: 'container' };
}

const seed = 11;

/** How deep the cellar is in each of the first so many scenarios that are drawn. */
function depths(count: number): readonly number[] {
  return Array.from(
    { length: count },
    (_, nth) => draw(target.scenario, nth, { seed, examples: true }).value.depth,
  );
}

async function run(names: readonly string[], options: Partial<CampaignRequest> = {}) {
  const events: EventBody[] = [];
  const request = {
    subjects: names.map(contained),
    folder: folder.path,
    seed,
    budget: { kind: 'runs', runs: names.map(() => 200) },
    limitMs: 400,
    ...options,
  } as const;
  const result = await campaign(request, event => events.push(event));
  const of = <T extends EventBody['type']>(type: T) =>
    events.filter((event): event is Extract<EventBody, { type: T }> => event.type === type);
  return {
    result,
    events,
    findings: of('finding'),
    faults: of('harness-fault'),
    ended: of('subject-finished'),
  };
}

describe('a campaign in containers', () => {
  it('runs scenarios that were chosen: a rare bug is found, confirmed and shrunk within few runs', async () => {
    expect(depths(1_000)).not.toContain(777);
    const { result, findings } = await run(['opens-at-777']);
    expect(result).toMatchObject({ runs: [200], faults: 0 });
    expect(findings).toMatchObject([
      { gist: 'depth 777', repeats: { seen: 3, of: 3 }, engine: `unix://${engine.socket}` },
    ]);
    const file = join(folder.path, findings[0]?.file ?? '');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ origin: { fidelity: 'container' } });
    expect(await readFile(join(dirname(file), 'report.md'), 'utf8')).toMatch(
      /npx seatrial repro .*case\.json --fidelity container --engine unix:\/\/\/nonexistent\/docker\.sock$/m,
    );
  }, 60_000);

  it('finds the same, and sees the same labels, whatever the number of workers', async () => {
    const names = ['opens-deep', 'only-looks-open', 'reference'];
    const told = async (jobs: number) => {
      const { findings, ended } = await run(names, { jobs });
      return {
        findings: findings.map(finding => ({ ...finding, known: true })),
        ended: ended.map(({ runs, rejected, labels, below }) => ({ runs, rejected, labels, below })),
      };
    };
    const one = await told(1);
    expect(one.findings.map(({ implementation }) => implementation)).toEqual(['opens-deep']);
    expect(one.ended).toMatchObject([{}, {}, { runs: 200, labels: { seen: 4, declared: 4 }, below: [] }]);
    expect(await told(3)).toEqual(one);
  }, 240_000);

  it('goes on when a scenario that is looked at hangs in process, and never looks at it again', async () => {
    expect(depths(2_000).filter(depth => depth % 500 === 77).length).toBeGreaterThan(1);
    const began = performance.now();
    const { result, faults, findings } = await run(['hangs-at-first']);
    expect({ ...result, faults, findings }).toMatchObject({ runs: [200], faults: [], findings: [] });
    expect(performance.now() - began).toBeLessThan(60_000);
  }, 240_000);

  it('gives up, and says so, when too many scenarios take a process down in process', async () => {
    const { result, faults } = await run(['exits-at-first'], { jobs: 2 });
    expect(result.runs[0]).toBeLessThan(200);
    expect(faults.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/too many scenarios take a process down .* drawn scenario \d+: .*status 3/),
    ]);
  }, 240_000);

  it('goes to the containers when everything else is done, in one campaign', async () => {
    const source = {
      target: new URL('../fixtures/target.ts', import.meta.url).href,
      implementation: { kind: 'named', name: 'two-bugs' },
      without: [],
    } as const;
    const { result, events, ended } = await run([], {
      subjects: [{ source, target: door, implementation: 'two-bugs', fidelity: 'model' }],
      budget: { kind: 'runs', runs: [400] },
      containers: { subjects: [contained('opens-deep')], budget: { kind: 'runs', runs: [60] }, jobs: 2 },
      again: runs => `of ${runs.length}`,
    });
    expect(events[0]).toMatchObject({
      subjects: [{ fidelity: 'model' }, { fidelity: 'container' }],
      containers: { jobs: 2, budget: { kind: 'runs', runs: [60] } },
    });
    expect(ended.map(({ target: name, fidelity }) => [name, fidelity])).toEqual([
      ['door', 'model'],
      ['cellar', 'container'],
    ]);
    expect(result).toMatchObject({ runs: [400, 60], findings: 3, faults: 0 });
    expect(events.at(-1)).toMatchObject({ type: 'campaign-finished', findings: 3, again: 'of 2' });
  }, 60_000);

  it('says what is skipped, and goes on', async () => {
    const subjects = [{ target: 'cellar', implementation: 'reference', fidelity: 'container' }] as const;
    const { events } = await run(['reference'], { skipped: { subjects, reason: 'there is no engine' } });
    expect(events[1]).toEqual({ type: 'subjects-skipped', subjects, reason: 'there is no engine' });
    expect(events.at(-1)).toMatchObject({ type: 'campaign-finished', faults: 0 });
  }, 60_000);
});
