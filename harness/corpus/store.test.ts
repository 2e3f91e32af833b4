import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusOf, letterCase } from './fixtures/cases.ts';
import { letterBoxes } from './fixtures/letter-box.ts';
import { keepCase, listCorpus, readCorpus } from './store.ts';
import { caseText } from './write-case.ts';

const targets = [letterBoxes];
const text = caseText(letterCase());

describe('listCorpus', () => {
  it('lists the cases of every target in byte order', async () => {
    const { corpus, cleanup } = await corpusOf({
      'b.json': text,
      'B.json': text,
      'é.json': text,
      'a-2.json': text,
      'a.json': text,
    });
    await mkdir(join(corpus, 'another'));
    await writeFile(join(corpus, 'another', 'z.json'), text);
    const listed = await listCorpus(corpus);
    expect(listed.map(({ file, folder }) => [relative(corpus, file), folder])).toEqual([
      ['another/z.json', 'another'],
      ['letter-box/B.json', 'letter-box'],
      ['letter-box/a-2.json', 'letter-box'],
      ['letter-box/a.json', 'letter-box'],
      ['letter-box/b.json', 'letter-box'],
      ['letter-box/é.json', 'letter-box'],
    ]);
    await cleanup();
  });

  it('passes over what is no case, and forgets none that is misplaced', async () => {
    const { corpus, cleanup } = await corpusOf({
      'a.json': text,
      'README.md': '',
      '.hidden.json': '',
      '.seatrial-0.tmp': '',
    });
    await mkdir(join(corpus, 'letter-box', 'deeper', 'still'), { recursive: true });
    await mkdir(join(corpus, '.git'));
    for (const name of [
      'case.schema.json',
      'replay.test.ts',
      'stray.json',
      '.git/x.json',
      'letter-box/deeper/still/d.json',
    ]) {
      await writeFile(join(corpus, name), text);
    }
    const listed = await listCorpus(corpus);
    expect(listed).toEqual([
      { file: join(corpus, 'letter-box', 'a.json'), folder: 'letter-box' },
      { file: join(corpus, 'letter-box', 'deeper', 'still', 'd.json') },
      { file: join(corpus, 'stray.json') },
    ]);
    await cleanup();
  });

  it('follows a link to the folder of a target', async () => {
    const { corpus, cleanup } = await corpusOf({ 'a.json': text });
    await symlink('letter-box', join(corpus, 'linked'));
    await symlink('nowhere', join(corpus, 'dangling'));
    expect((await listCorpus(corpus)).map(({ folder }) => folder)).toEqual(['letter-box', 'linked']);
    await cleanup();
  });

  it('says so when there is no corpus: replaying nothing would look like success', async () => {
    const { corpus, cleanup } = await corpusOf({ file: '' });
    await expect(listCorpus(join(corpus, 'nowhere'))).rejects.toThrow(/nowhere: there is no such folder$/);
    await expect(listCorpus(join(corpus, 'letter-box', 'file'))).rejects.toMatchObject({ code: 'disk' });
    await cleanup();
  });
});

describe('readCorpus', () => {
  it('reads every case, the broken ones too', async () => {
    const { corpus, cleanup } = await corpusOf({
      'a.json': letterCase(),
      'b.json': text.slice(0, 99),
      'c.json': letterCase(),
    });
    await mkdir(join(corpus, 'letter-box', 'd.json'));
    await writeFile(join(corpus, 'stray.json'), text);
    const read = await readCorpus(corpus, targets);
    expect(read.map(({ kind, file }) => [kind, relative(corpus, file)])).toEqual([
      ['case', 'letter-box/a.json'],
      ['broken', 'letter-box/b.json'],
      ['case', 'letter-box/c.json'],
      ['broken', 'letter-box/d.json'],
      ['broken', 'stray.json'],
    ]);
    const stray = read.at(-1);
    expect(stray?.kind === 'broken' && stray.problems).toEqual([
      `${join(corpus, 'stray.json')}: expected at ${join(corpus, 'TARGET', 'NAME.json')}`,
    ]);
    await cleanup();
  });

  it('reads the folders that are asked for, and finds cases in the folder of no target broken', async () => {
    const { corpus, cleanup } = await corpusOf({ 'a.json': letterCase() });
    await mkdir(join(corpus, 'letter-bocks'));
    await writeFile(
      join(corpus, 'letter-bocks', 'a.json'),
      caseText(letterCase({}, { target: 'letter-bocks' })),
    );
    const all = await readCorpus(corpus, targets);
    expect(all.map(({ kind }) => kind)).toEqual(['broken', 'case']);
    expect((await readCorpus(corpus, targets, ['letter-box'])).map(({ kind }) => kind)).toEqual(['case']);
    await cleanup();
  });
});

describe('keepCase', () => {
  it('names the file after the title, and never takes the name of another', async () => {
    const { corpus, cleanup } = await corpusOf({});
    const kept = letterCase();
    const files = [
      await keepCase(corpus, kept),
      await keepCase(corpus, kept),
      await keepCase(corpus, kept, 'Other!'),
    ];
    expect(files.map(file => relative(corpus, file))).toEqual([
      'letter-box/a-secret-letter-stays.json',
      'letter-box/a-secret-letter-stays-2.json',
      'letter-box/other.json',
    ]);
    for (const file of files) expect(await readFile(file, 'utf8')).toBe(text);
    await cleanup();
  });

  it('makes the corpus when it is the first case', async () => {
    const { corpus, cleanup } = await corpusOf({});
    await rm(corpus, { recursive: true });
    await keepCase(corpus, letterCase());
    expect((await readCorpus(corpus, targets)).map(({ kind }) => kind)).toEqual(['case']);
    await cleanup();
  });

  it('keeps every one of many that come at once', async () => {
    const { corpus, cleanup } = await corpusOf({});
    const files = await Promise.all(Array.from({ length: 12 }, () => keepCase(corpus, letterCase())));
    expect(new Set(files).size).toBe(12);
    expect(await readdir(join(corpus, 'letter-box'))).toHaveLength(12);
    await cleanup();
  });

  it('says so when a file is where the folder should be', async () => {
    const { corpus, cleanup } = await corpusOf({});
    await rm(join(corpus, 'letter-box'), { recursive: true });
    await writeFile(join(corpus, 'letter-box'), '');
    await expect(keepCase(corpus, letterCase())).rejects.toMatchObject({ code: 'disk' });
    await cleanup();
  });
});
