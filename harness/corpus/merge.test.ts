import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, Expectations } from './case.ts';
import { bucketOfCase } from './coverage.ts';
import { corpusOf, foundIn, letterCase } from './fixtures/cases.ts';
import { type Letters, letterBoxes } from './fixtures/letter-box.ts';
import { applyMerge, type MergePlan, planMerge } from './merge.ts';
import { readCorpus } from './store.ts';
import { caseText } from './write-case.ts';

const targets = [letterBoxes];
const passes: Expectations = { reference: 'pass', kills: [] };

type Files = Readonly<Record<string, Case | string>>;

/** A case found in a bucket; the delay has as many digits as the case is large. */
function found(bucket: string, delay: number, expectations = passes): Case {
  return letterCase({ carrier: { kind: 'well', delay } }, { origin: foundIn(bucket), expect: expectations });
}

/** Merges one corpus into another, and shows what the plan said and what the files are then. */
async function merge(ours: Files, theirs: Files) {
  const into = await corpusOf(ours);
  const other = await corpusOf(theirs);
  try {
    const plan = await planMerge(into.corpus, other.corpus, targets);
    await applyMerge(plan);
    return {
      plan: inShort(plan, into.corpus),
      files: await contents(into.corpus),
      other: await contents(other.corpus),
    };
  } finally {
    await into.cleanup();
    await other.cleanup();
  }
}

function inShort({ added, replaced, kept, broken }: MergePlan, corpus: string) {
  const name = (file: string) => relative(join(corpus, 'letter-box'), file);
  return {
    added: added.map(({ file }) => name(file)),
    replaced: replaced.map(({ file, because }) => [name(file), because]),
    kept: kept.map(({ file, because }) => [name(file), because]),
    broken: broken.length,
  };
}

async function contents(corpus: string): Promise<Record<string, string>> {
  const folder = join(corpus, 'letter-box');
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

describe('merging a corpus', () => {
  it('adds what is new, under a name that is free', async () => {
    const [ours, theirs, more] = [0, 1, 2].map(delay => letterCase({ carrier: { kind: 'well', delay } }));
    if (!ours || !theirs || !more) throw new Error('unreachable');
    const { plan, files } = await merge(
      { 'a.json': ours, 'A Note.md': '' },
      { 'a.json': theirs, 'a-2.json': more, 'a note.json': letterCase({ mode: 'fast' }) },
    );
    expect(plan).toMatchObject({
      added: ['a-note.json', 'a-2.json', 'a-2-2.json'],
      replaced: [],
      kept: [],
    });
    expect(Object.values(files)).toEqual(expect.arrayContaining([ours, theirs, more].map(caseText)));
  });

  it('keeps a scenario once', async () => {
    const kept = letterCase({}, { title: 'Ours' });
    const { plan, files } = await merge(
      { 'a.json': kept },
      { 'b.json': letterCase({}, { title: 'Theirs' }) },
    );
    expect(plan).toEqual({ added: [], replaced: [], kept: [['a.json', 'same scenario']], broken: 0 });
    expect(files).toEqual({ 'a.json': caseText(kept) });
  });

  it('keeps of a scenario what both expect of it', async () => {
    const violation = { implementation: 'my-script', property: 'secrets-stay', bucket: 'b' };
    const ours: Expectations = { reference: 'pass', kills: ['open-box'] };
    const theirs: Expectations = {
      kills: ['silent-box'],
      violates: [violation, { ...violation, implementation: 'reference' }],
    };
    const { plan, files } = await merge(
      { 'a.json': letterCase({}, { expect: ours }) },
      { 'b.json': letterCase({}, { expect: theirs }) },
    );
    expect(plan).toEqual({ added: [], replaced: [['a.json', 'expects more']], kept: [], broken: 0 });
    const both: Expectations = {
      reference: 'pass',
      kills: ['open-box', 'silent-box'],
      violates: [violation],
    };
    expect(files).toEqual({ 'a.json': caseText(letterCase({}, { expect: both })) });
  });

  it('keeps of a bucket the smaller scenario, whichever side has it', async () => {
    const small = found('b', 1);
    const large = found('b', 10);
    expect(await merge({ 'a.json': large }, { 'x.json': small })).toMatchObject({
      plan: { added: [], replaced: [['a.json', 'smaller']], kept: [] },
      files: { 'a.json': caseText(small) },
    });
    expect(await merge({ 'a.json': small }, { 'x.json': large })).toMatchObject({
      plan: { added: [], replaced: [], kept: [['a.json', 'smaller here']] },
      files: { 'a.json': caseText(small) },
    });
  });

  it('keeps of a bucket the scenario that comes first by its bytes, when both are of one length', async () => {
    const { files } = await merge({ 'a.json': found('b', 22) }, { 'x.json': found('b', 21) });
    expect(files).toEqual({ 'a.json': caseText(found('b', 21)) });
  });

  it('keeps both of a bucket when the larger kills what the smaller does not', async () => {
    const larger = found('b', 10, { reference: 'pass', kills: ['open-box'] });
    const smaller = found('b', 1);
    for (const [ours, theirs] of [
      [larger, smaller],
      [smaller, larger],
    ] as const) {
      const { plan, files } = await merge({ 'a.json': ours }, { 'x.json': theirs });
      expect(plan.added).toEqual(['x.json']);
      expect(files).toEqual({ 'a.json': caseText(ours), 'x.json': caseText(theirs) });
    }
  });

  it('takes only the smallest of a bucket of which the other corpus has many', async () => {
    const { plan, files } = await merge(
      {},
      { 'a.json': found('b', 30), 'b.json': found('b', 3), 'c.json': found('b', 20) },
    );
    expect(plan.added).toEqual(['b.json']);
    expect(files).toEqual({ 'b.json': caseText(found('b', 3)) });
  });

  it('keeps a scenario for each bucket that it was found in: these are different bugs', async () => {
    const ours = found('b', 1);
    const { files } = await merge({ 'a.json': ours }, { 'x.json': found('c', 1), 'y.json': found('b', 1) });
    expect(files).toEqual({ 'a.json': caseText(ours), 'x.json': caseText(found('c', 1)) });
  });

  it('never replaces a case from a seed or one that was written', async () => {
    const written = letterCase({ carrier: { kind: 'well', delay: 10 } });
    const { files } = await merge({ 'a.json': written }, { 'x.json': found('b', 1) });
    expect(files).toEqual({ 'a.json': caseText(written), 'x.json': caseText(found('b', 1)) });
  });

  it('reports broken cases of both sides, and leaves them as they are', async () => {
    const torn = caseText(letterCase()).slice(0, 100);
    const { plan, files, other } = await merge(
      { 'x.json': torn, 'y.json': letterCase() },
      { 'x.json': letterCase({ mode: 'fast' }), 'z.json': torn },
    );
    expect(plan).toMatchObject({ added: ['x-2.json'], broken: 2 });
    expect(files).toMatchObject({ 'x.json': torn, 'y.json': caseText(letterCase()) });
    expect(other).toHaveProperty(['z.json'], torn);
    expect(files).not.toHaveProperty(['z.json']);
  });

  it('writes nothing when nothing changes', async () => {
    const into = await corpusOf({ 'a.json': found('b', 1), 'b.json': letterCase() });
    const file = join(into.corpus, 'letter-box', 'a.json');
    const folder = join(into.corpus, 'letter-box');
    const times = async () => [
      (await stat(file, { bigint: true })).ctimeNs,
      (await stat(folder, { bigint: true })).ctimeNs,
    ];
    const before = await times();
    await applyMerge(await planMerge(into.corpus, into.corpus, targets));
    expect(await times()).toEqual(before);
    await into.cleanup();
  });

  it('makes the folder of a target of which there was no case', async () => {
    const into = await corpusOf({});
    const other = await corpusOf({ 'a.json': letterCase() });
    await rm(join(into.corpus, 'letter-box'), { recursive: true });
    await applyMerge(await planMerge(into.corpus, other.corpus, targets));
    expect(await contents(into.corpus)).toEqual({ 'a.json': caseText(letterCase()) });
    await into.cleanup();
    await other.cleanup();
  });

  it('does not write over a file that came in since the plan was made', async () => {
    const into = await corpusOf({});
    const other = await corpusOf({ 'a.json': letterCase() });
    const plan = await planMerge(into.corpus, other.corpus, targets);
    await writeFile(join(into.corpus, 'letter-box', 'a.json'), 'new');
    await expect(applyMerge(plan)).rejects.toThrow('exists already');
    expect(await contents(into.corpus)).toEqual({ 'a.json': 'new' });
    await into.cleanup();
    await other.cleanup();
  });

  it('says so when the other corpus does not exist', async () => {
    const into = await corpusOf({});
    await expect(planMerge(into.corpus, join(into.path, 'none'), targets)).rejects.toThrow(
      'there is no such folder',
    );
    await into.cleanup();
  });
});

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    delay: fc.integer({ min: 0, max: 12 }),
    bucket: fc.option(fc.constantFrom('b1', 'b2')),
    kills: fc.subarray(['open-box', 'silent-box']),
  })
  .map(({ delay, bucket, kills }) => {
    const scenario: Partial<Letters> = { carrier: { kind: 'well', delay } };
    const expectations: Expectations = { reference: 'pass', kills };
    if (bucket === null) return letterCase(scenario, { expect: expectations });
    return letterCase(scenario, { expect: expectations, origin: foundIn(bucket) });
  });
const anyFiles = fc.dictionary(fc.constantFrom('a.json', 'b.json', 'c.json', 'a-2.json'), anyCase, {
  noNullPrototype: true,
});

/** What a corpus has, whatever its files are called. */
interface Holdings {
  /** Each case as its bucket and its scenario. */
  readonly scenarios: readonly string[];
  readonly buckets: readonly string[];
  readonly kills: readonly string[];
}

async function holdings(corpus: string): Promise<Holdings> {
  const read = await readCorpus(corpus, targets);
  const cases = read.flatMap(entry => (entry.kind === 'case' ? [entry] : []));
  expect(cases).toHaveLength(read.length);
  return {
    scenarios: cases.map(kept => `${bucketOfCase(kept)} ${kept.canonical}`).sort(),
    buckets: cases.map(kept => `${bucketOfCase(kept)}`),
    kills: cases.flatMap(kept =>
      kept.case.expect.kills.map(mutant => `${bucketOfCase(kept)} kills ${mutant}`),
    ),
  };
}

describe('merging any two corpora', () => {
  it('loses no bucket and no kill, doubles nothing, and is done after once', async () => {
    const holds = fc.asyncProperty(anyFiles, anyFiles, async (ours, theirs) => {
      const into = await corpusOf(ours);
      const other = await corpusOf(theirs);
      const before = await holdings(into.corpus);
      const coming = await holdings(other.corpus);
      await applyMerge(await planMerge(into.corpus, other.corpus, targets));
      const after = await holdings(into.corpus);
      for (const { buckets, kills } of [before, coming]) {
        expect(after.buckets).toEqual(expect.arrayContaining([...buckets]));
        expect(after.kills).toEqual(expect.arrayContaining([...kills]));
      }
      for (const scenario of after.scenarios) {
        const times = ({ scenarios }: Holdings) => scenarios.filter(text => text === scenario).length;
        expect(times(after)).toBeLessThanOrEqual(Math.max(1, times(before)));
      }
      const again = await planMerge(into.corpus, other.corpus, targets);
      expect([again.added, again.replaced]).toEqual([[], []]);
      await into.cleanup();
      await other.cleanup();
    });
    await fc.assert(holds, { seed: 1, numRuns: 40 });
  });

  it('comes to the same whatever the files of the other are called', async () => {
    const holds = fc.asyncProperty(anyFiles, fc.array(anyCase, { maxLength: 5 }), async (ours, theirs) => {
      const outcomes: (readonly string[])[] = [];
      for (const order of [theirs, theirs.toReversed()]) {
        const into = await corpusOf(ours);
        const other = await corpusOf(Object.fromEntries(order.map((kept, index) => [`${index}.json`, kept])));
        await applyMerge(await planMerge(into.corpus, other.corpus, targets));
        outcomes.push((await holdings(into.corpus)).scenarios);
        await into.cleanup();
        await other.cleanup();
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    });
    await fc.assert(holds, { seed: 2, numRuns: 25 });
  });
});

it('a case of a target that is not known here is broken, not lost', async () => {
  const into = await corpusOf({});
  const other = await corpusOf({});
  await mkdir(join(other.corpus, 'elsewhere'));
  await writeFile(
    join(other.corpus, 'elsewhere', 'a.json'),
    caseText(letterCase({}, { target: 'elsewhere' })),
  );
  const plan = await planMerge(into.corpus, other.corpus, targets);
  expect(plan.broken.map(({ problems }) => problems)).toEqual([
    [`${join(other.corpus, 'elsewhere', 'a.json')}: target: there is no target "elsewhere"`],
  ]);
  await into.cleanup();
  await other.cleanup();
});
