import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.ts';
import { corpusOf, letterCase } from './fixtures/cases.ts';
import { calm, letterBoxes } from './fixtures/letter-box.ts';
import { readCase } from './read-case.ts';
import { sealCase } from './seal.ts';
import { caseText } from './write-case.ts';

const targets = [letterBoxes];

describe('sealCase', () => {
  it('accepts a change of the scenario', async () => {
    const { corpus, cleanup } = await corpusOf({
      'a.json': caseText(letterCase()).replace('"delay": 0', '"delay": 9'),
    });
    const file = join(corpus, 'letter-box', 'a.json');
    expect((await readCase(file, { targets })).kind).toBe('broken');
    const digest = digestOf({ ...calm, carrier: { kind: 'well', delay: 9 } });
    expect(await sealCase(file, targets)).toEqual({ kind: 'sealed', file, digest, changed: true });
    expect(await readCase(file, { targets })).toMatchObject({ kind: 'case', case: { digest } });
    await cleanup();
  });

  it('seals a case that was written by hand, and gives it the layout of all', async () => {
    const { digest: _, ...unsealed } = letterCase();
    const { corpus, cleanup } = await corpusOf({ 'a.json': JSON.stringify(unsealed) });
    const file = join(corpus, 'letter-box', 'a.json');
    expect(await sealCase(file, targets)).toMatchObject({ kind: 'sealed', changed: true });
    expect(await readFile(file, 'utf8')).toBe(caseText(letterCase()));
    await cleanup();
  });

  it('writes nothing when there is nothing to change', async () => {
    const { corpus, cleanup } = await corpusOf({ 'a.json': letterCase() });
    const file = join(corpus, 'letter-box', 'a.json');
    const before = await stat(file, { bigint: true });
    expect(await sealCase(file, targets)).toMatchObject({ kind: 'sealed', changed: false });
    const after = await stat(file, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    await cleanup();
  });

  it('refuses a case that is broken in another way, and leaves it alone', async () => {
    const text = caseText(letterCase()).replace('"delay": 0', '"delay": 61');
    const { corpus, cleanup } = await corpusOf({ 'a.json': text, 'b.json': '{' });
    const file = join(corpus, 'letter-box', 'a.json');
    expect(await sealCase(file, targets)).toEqual({
      kind: 'broken',
      file,
      problems: [`${file}: scenario.carrier.delay: expected an integer from 0 to 60, got 61`],
    });
    expect(await readFile(file, 'utf8')).toBe(text);
    expect((await sealCase(join(corpus, 'letter-box', 'b.json'), targets)).kind).toBe('broken');
    expect((await sealCase(join(corpus, 'letter-box', 'none.json'), targets)).kind).toBe('broken');
    await cleanup();
  });

  it('takes no digest from a file that is none', async () => {
    const { corpus, cleanup } = await corpusOf({});
    await mkdir(join(corpus, 'letter-box', 'x.json'));
    await writeFile(join(corpus, 'letter-box', 'y.json'), '');
    expect((await sealCase(join(corpus, 'letter-box', 'x.json'), targets)).kind).toBe('broken');
    expect((await sealCase(join(corpus, 'letter-box', 'y.json'), targets)).kind).toBe('broken');
    await cleanup();
  });
});
