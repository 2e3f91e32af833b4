import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../events.ts';
import { target } from '../fixtures/target.ts';
import { campaign } from './campaign.ts';
import type { CampaignRequest } from './plan.ts';

const url = new URL('../fixtures/target.ts', import.meta.url).href;
let folder: Awaited<ReturnType<typeof dir>>;
beforeAll(async () => {
  folder = await dir({ unsafeCleanup: true });
});
afterAll(() => folder.cleanup());

function subject(name: string): CampaignRequest['subjects'][number] {
  const source = { target: url, implementation: { kind: 'named', name }, without: [] } as const;
  return { source, target, implementation: name, fidelity: 'model' };
}

async function run(names: readonly string[], options: Partial<CampaignRequest> = {}) {
  const events: EventBody[] = [];
  const request = {
    subjects: names.map(subject),
    folder: folder.path,
    seed: 7,
    budget: { kind: 'runs', runs: names.map(() => 3_000) },
    limitMs: 400,
    shrinkIsolated: { runs: 4, ms: 60_000 },
    ...options,
  } as const;
  const result = await campaign(request, event => events.push(event));
  const findings = events.flatMap(event => (event.type === 'finding' ? [event] : []));
  const faults = events.flatMap(event => (event.type === 'harness-fault' ? [event] : []));
  return { result, events, findings, faults };
}

describe('a campaign', () => {
  it('runs what it was asked to and finds nothing in the reference', async () => {
    const { result, events } = await run(['reference']);
    expect(result).toEqual({ runs: [3_000], findings: 0, faults: 0, interrupted: false });
    expect(events[0]).toMatchObject({ type: 'campaign-started', seed: 7 });
    expect(events.at(-2)).toMatchObject({ type: 'subject-finished', runs: 3_000, below: [] });
    expect(events.at(-1)).toMatchObject({ type: 'campaign-finished', findings: 0 });
  });

  it('goes on after a failure and reports each distinct bug once, confirmed and shrunk inside its bucket', async () => {
    const { findings, result } = await run(['two-bugs']);
    expect(result.runs).toEqual([3_000]);
    expect(findings.map(({ gist }) => gist).sort()).toEqual(['force 0', 'force 9001']);
    for (const finding of findings)
      expect(finding).toMatchObject({ repeats: { seen: 3, of: 3 }, shrinking: 'finished' });
  });

  it('has stored a finding before it tells of it', async () => {
    const told: string[] = [];
    await campaign(
      {
        subjects: [subject('gives-way')],
        folder: folder.path,
        seed: 1,
        budget: { kind: 'runs', runs: [2_000] },
      },
      event => event.type === 'finding' && told.push(event.file),
    );
    expect(told).toHaveLength(1);
    const stored: unknown = JSON.parse(await readFile(join(folder.path, told[0] ?? ''), 'utf8'));
    expect(stored).toMatchObject({
      format: 1,
      target: 'door',
      scenario: { force: 9_001, name: '', tools: [] },
    });
  });

  it('finds the same in the same order whatever the number of workers', async () => {
    const names = ['two-bugs', 'rings-twice', 'throws', 'waits'];
    const one = await run(names, { jobs: 1 });
    const three = await run(names, { jobs: 3 });
    expect(one.findings.length).toBeGreaterThanOrEqual(5);
    expect(three.findings.map(finding => ({ ...finding, known: true }))).toEqual(
      one.findings.map(finding => ({ ...finding, known: true })),
    );
  });

  it.each([
    ['hangs', 'hang'],
    ['never-settles', 'hang'],
    ['exits', 'crash'],
    ['throws', 'crash'],
  ])(
    '%s: the scenario is the finding, verdict %s',
    async (name, kind) => {
      const { findings, result } = await run([name], { budget: { kind: 'runs', runs: [100] } });
      expect(result).toMatchObject({ runs: [100], faults: 0 });
      expect(findings).toMatchObject([{ kind, property: kind, repeats: { seen: 3, of: 3 } }]);
      const { scenario }: { scenario: { force: number } } = JSON.parse(
        await readFile(join(folder.path, findings[0]?.file ?? ''), 'utf8'),
      );
      expect(name === 'throws' ? scenario.force : scenario.force % 1_000).toBe(
        name === 'throws' ? 9_001 : 777,
      );
    },
    120_000,
  );

  it('ends on time although runs hang', async () => {
    const began = performance.now();
    const { findings } = await run(['hangs'], { budget: { kind: 'time', ms: 2_000 }, limitMs: 300 });
    expect(findings).toMatchObject([{ kind: 'hang' }]);
    expect(performance.now() - began).toBeLessThan(60_000);
  }, 120_000);

  it('outlives an implementation that eats all memory', async () => {
    const { findings } = await run(['eats-memory'], {
      shrinkIsolated: { runs: 0, ms: 0 },
      budget: { kind: 'runs', runs: [100] },
      limitMs: 20_000,
    });
    expect(findings).toMatchObject([{ kind: 'crash' }]);
    expect(findings[0]?.reason).toMatch(/memory|SIGABRT|SIGTRAP/);
  }, 120_000);

  it('reports a failure that does not repeat as flaky, with its rate', async () => {
    const { findings } = await run(['now-and-then']);
    expect(findings.length).toBeGreaterThanOrEqual(1);
    for (const { property, shrinking, repeats } of findings) {
      expect({ property, shrinking }).toEqual({ property: 'stays-shut', shrinking: 'skipped' });
      expect(repeats.seen).toBeLessThan(3);
    }
  });

  it('never takes its own fault for a finding or a pass', async () => {
    const { result, findings, faults } = await run(['broken-world']);
    expect(findings).toEqual([]);
    expect(result.faults).toBe(1);
    expect(faults).toMatchObject([{ reason: 'the injector is broken', run: 1 }]);
  });

  it('says which module it could not load', async () => {
    const missing = { ...subject('reference').source, target: new URL('./missing.ts', import.meta.url).href };
    const { result, faults } = await run(['reference'], {
      subjects: [{ ...subject('reference'), source: missing }],
    });
    expect(result.faults).toBe(1);
    expect(faults[0]?.reason).toContain('missing.ts');
  });

  it('ends in order when it is interrupted, with what it has', async () => {
    const stop = new AbortController();
    const events: EventBody[] = [];
    const result = await campaign(
      {
        subjects: [subject('two-bugs'), subject('reference')],
        folder: folder.path,
        seed: 7,
        budget: { kind: 'time', ms: 600_000 },
        signal: stop.signal,
      },
      event => {
        events.push(event);
        if (event.type === 'finding') stop.abort();
      },
    );
    expect(result.interrupted).toBe(true);
    expect(result.findings).toBeGreaterThanOrEqual(1);
    expect(events.at(-1)?.type).toBe('campaign-finished');
  });

  it('says that nothing was run, when nothing was', async () => {
    const { result, faults } = await run(['reference'], { budget: { kind: 'runs', runs: [0] } });
    expect(result).toMatchObject({ runs: [0], faults: 1 });
    expect(faults[0]?.reason).toContain('nothing was run');
  });

  it('keeps to its time with an implementation that is slow', async () => {
    const began = performance.now();
    const { result } = await run(['slow'], { budget: { kind: 'time', ms: 1_000 }, limitMs: 2_000 });
    expect(result.runs[0]).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('pursues a bounded number of buckets when the reason is never the same, and says so', async () => {
    const { findings, faults } = await run(['babbles'], { shrink: { runs: 0, ms: 0 } });
    expect(findings).toHaveLength(100);
    expect(faults).toMatchObject([{ reason: expect.stringContaining('its reason is never the same') }]);
  }, 120_000);

  it('judges code that changes its scenario by the scenario that it was given', async () => {
    const { findings } = await run(['meddles']);
    expect(findings).toMatchObject([{ gist: 'force 9001', repeats: { seen: 3, of: 3 } }]);
  });

  it('reports what escapes a run, although nobody can tell of which run it was', async () => {
    const { findings, faults } = await run(['forgets-a-promise'], {
      budget: { kind: 'runs', runs: [2_000] },
    });
    expect(faults).toEqual([]);
    expect(findings[0]).toMatchObject({ kind: 'crash', reason: expect.stringContaining('nobody waited') });
  }, 120_000);

  it('ends when no worker can be started', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(fileURLToPath(url), 'nowhere');
    try {
      const { result, faults } = await run(['reference']);
      expect(result.faults).toBe(1);
      expect(faults[0]?.reason).toContain('no temporary folder can be made');
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('does not begin when findings could not be stored', async () => {
    const busy = join(folder.path, 'busy');
    await writeFile(busy, '');
    await expect(run(['two-bugs'], { folder: busy })).rejects.toMatchObject({ code: 'disk' });
  });
});
