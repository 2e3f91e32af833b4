import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, Origin } from './case.ts';
import { coverageOf } from './coverage.ts';
import { corpusOf, foundIn, letterCase } from './fixtures/cases.ts';
import { type Letters, letterBoxes, letterBoxTarget } from './fixtures/letter-box.ts';
import { applyPrune, type PruneOptions, planPrune } from './prune.ts';
import { readCorpus } from './store.ts';
import { caseText } from './write-case.ts';

const targets = [letterBoxes];

function found(scenario: Partial<Letters>, bucket: string, kills: readonly string[] = []): Case {
  return letterCase(scenario, { origin: foundIn(bucket), expect: { reference: 'pass', kills: [...kills] } });
}

/** Prunes a corpus, and names what the plan keeps and drops; what it drops must be gone, and nothing else. */
async function prune(files: Readonly<Record<string, Case | string>>, options?: PruneOptions) {
  const { corpus, cleanup } = await corpusOf(files);
  try {
    const plan = await planPrune(corpus, targets, options);
    await applyPrune(plan);
    const names = (list: readonly string[]) => list.map(file => basename(file));
    const left = (await readdir(join(corpus, 'letter-box'))).sort();
    expect(left).toEqual([...names(plan.kept), ...names(plan.broken.map(({ file }) => file))].sort());
    return { kept: names(plan.kept), dropped: names(plan.dropped), broken: plan.broken.length };
  } finally {
    await cleanup();
  }
}

const well = (delay: number): Partial<Letters> => ({ carrier: { kind: 'well', delay } });

describe('pruning a corpus', () => {
  it('drops what adds no label, bucket or kill, and keeps the smallest that does', async () => {
    expect(
      await prune({
        'large.json': found(well(10), 'b'),
        'other-bucket.json': found(well(30), 'c'),
        'other-kill.json': found(well(40), 'b', ['open-box']),
        'other-label.json': found({ ...well(50), mode: 'fast' }, 'b'),
        'small.json': found(well(1), 'b'),
      }),
    ).toMatchObject({
      kept: ['other-bucket.json', 'other-kill.json', 'other-label.json'],
      dropped: ['large.json', 'small.json'],
    });
  });

  it('keeps the smaller of two that cover the same', async () => {
    expect(await prune({ 'a.json': found(well(10), 'b'), 'b.json': found(well(1), 'b') })).toMatchObject({
      kept: ['b.json'],
      dropped: ['a.json'],
    });
  });

  it('keeps the first by name of two that are the same', async () => {
    expect(await prune({ 'b.json': found(well(1), 'b'), 'a.json': found(well(1), 'b') })).toMatchObject({
      kept: ['a.json'],
      dropped: ['b.json'],
    });
  });

  it('keeps what came from a seed or was written, unless all may go', async () => {
    const seed: Origin = { kind: 'seed', source: 'seed 000' };
    const files = {
      'found.json': found(well(3), 'b'),
      'seed.json': letterCase(well(10), { origin: seed }),
      'written.json': letterCase(well(20)),
    };
    expect(await prune(files)).toMatchObject({
      kept: ['found.json', 'seed.json', 'written.json'],
      dropped: [],
    });
    expect(await prune(files, { all: true })).toMatchObject({
      kept: ['found.json'],
      dropped: ['seed.json', 'written.json'],
    });
  });

  it('drops what was found when what stays anyway covers it', async () => {
    const violates = [{ implementation: 'my-script', property: 'secrets-stay', bucket: 'b' }];
    const files = {
      'found.json': letterCase(well(1), {
        origin: foundIn('b'),
        expect: { reference: 'pass', kills: ['open-box'], violates },
      }),
      'same.json': letterCase(well(10), {
        origin: foundIn('b'),
        expect: { reference: 'pass', kills: ['open-box'], violates },
      }),
      'written.json': letterCase(well(20), { expect: { reference: 'pass', kills: ['open-box'] } }),
    };
    expect(await prune(files)).toMatchObject({
      kept: ['found.json', 'written.json'],
      dropped: ['same.json'],
    });
  });

  it('reports broken cases and leaves them', async () => {
    const torn = caseText(letterCase()).slice(0, 50);
    expect(
      await prune({ 'a.json': torn, 'b.json': found(well(1), 'b'), 'c.json': found(well(10), 'b') }),
    ).toEqual({
      kept: ['b.json'],
      dropped: ['c.json'],
      broken: 1,
    });
  });
});

const anyCase = fc
  .record({
    scenario: letterBoxTarget.scenario.arbitrary,
    bucket: fc.constantFrom('b1', 'b2', undefined),
    kills: fc.subarray(['open-box', 'silent-box']),
  })
  .map(({ scenario, bucket, kills }) => {
    return letterCase(scenario, {
      expect: { reference: 'pass', kills },
      origin: bucket === undefined ? { kind: 'written' } : foundIn(bucket),
    });
  });

async function covered(corpus: string): Promise<ReadonlySet<string>> {
  const read = await readCorpus(corpus, targets);
  return new Set(
    read.flatMap(entry => (entry.kind === 'case' ? coverageOf(entry, entry.case.scenario) : [])),
  );
}

describe('pruning any corpus', () => {
  it('covers after what it covered before, keeps nothing that could go, and is done after once', async () => {
    let dropped = 0;
    const cases = fc.array(anyCase, { maxLength: 8 });
    const holds = fc.asyncProperty(cases, fc.boolean(), async (list, all) => {
      const { corpus, cleanup } = await corpusOf(
        Object.fromEntries(list.map((kept, n) => [`${n}.json`, kept])),
      );
      const before = await covered(corpus);
      const plan = await planPrune(corpus, targets, { all });
      expect(await planPrune(corpus, targets, { all })).toEqual(plan);
      await applyPrune(plan);
      dropped += plan.dropped.length;
      expect(await covered(corpus)).toEqual(before);
      const left = (await readCorpus(corpus, targets)).flatMap(entry =>
        entry.kind === 'case' ? [entry] : [],
      );
      for (const kept of left) {
        if (!all && kept.case.origin.kind !== 'found') continue;
        const others = new Set(
          left.filter(other => other !== kept).flatMap(other => coverageOf(other, other.case.scenario)),
        );
        expect(coverageOf(kept, kept.case.scenario).every(what => others.has(what))).toBe(false);
      }
      expect((await planPrune(corpus, targets, { all })).dropped).toEqual([]);
      await cleanup();
    });
    await fc.assert(holds, { seed: 1, numRuns: 60 });
    expect(dropped).toBeGreaterThan(40);
  });
});
