import { execFile } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DirectoryResult, dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTarget } from '../target.ts';
import { largestCase } from './bounded-read.ts';
import { digestOf } from './digest.ts';
import { letterCase } from './fixtures/cases.ts';
import { calm, letterBoxes, letterBoxTarget } from './fixtures/letter-box.ts';
import { parseCase, readCase, readUnsealed } from './read-case.ts';
import { caseText } from './write-case.ts';

const targets = [letterBoxes];
const isRoot = process.getuid?.() === 0;

/** The problems of a text as a case; the case's name when it has none. */
function problemsIn(text: string, folder?: string): readonly string[] | string {
  const read = parseCase('c.json', text, { targets, folder });
  return read.kind === 'broken' ? read.problems : read.case.title;
}

describe('parseCase', () => {
  it('reads a case that is in order', () => {
    const kept = letterCase(
      { mode: 'fast' },
      { expect: { reference: 'pass', kills: ['open-box'] }, draws: [1, -2] },
    );
    const read = parseCase('c.json', caseText(kept), { targets, folder: 'letter-box' });
    expect(read).toMatchObject({ kind: 'case', file: 'c.json', target: letterBoxes, case: kept });
  });

  it('names the file, the path inside the case and what was expected', () => {
    const kept = letterCase();
    const text = caseText(kept).replace('"delay": 0', '"delay": "one"');
    expect(problemsIn(text)).toEqual([
      'c.json: scenario.carrier.delay: expected an integer from 0 to 60, got "one"',
      "c.json: scenario: changed since the case was kept: its digest is not the case's. If the change is meant: seatrial corpus seal c.json",
    ]);
  });

  it('names line and column of what is not JSON', () => {
    expect(problemsIn('{\n  "format": 1,\n}')).toEqual([
      'c.json: not JSON: line 3, column 1: expected a key in double quotes, got "}"',
    ]);
  });

  it('refuses a scenario that was edited, though it is valid', () => {
    const text = caseText(letterCase()).replace('"delay": 0', '"delay": 1');
    expect(problemsIn(text)).toEqual([
      "c.json: scenario: changed since the case was kept: its digest is not the case's. If the change is meant: seatrial corpus seal c.json",
    ]);
  });

  it('takes a scenario that was only laid out or ordered differently', () => {
    const kept = letterCase();
    const { carrier, ...rest } = calm;
    expect(problemsIn(JSON.stringify({ ...kept, scenario: { carrier, ...rest } }))).toBe(kept.title);
  });

  it('asks for a seal where there is none', () => {
    const { digest: _, ...unsealed } = letterCase();
    expect(problemsIn(JSON.stringify(unsealed))).toEqual([
      'c.json: digest: expected the digest of the scenario, but it is missing. If the change is meant: seatrial corpus seal c.json',
    ]);
  });

  it('knows mutants by name, and suggests the one that was meant', () => {
    const kept = letterCase(
      {},
      { expect: { reference: 'pass', kills: ['open-box', 'silent-bxo', 'unheard-of'] } },
    );
    expect(problemsIn(caseText(kept))).toEqual([
      'c.json: expect.kills[1]: letter-box has no mutant "silent-bxo"; did you mean "silent-box"?',
      'c.json: expect.kills[2]: letter-box has no mutant "unheard-of"',
    ]);
  });

  it('refuses a case in the folder of another target', () => {
    expect(problemsIn(caseText(letterCase()), 'session-gc')).toEqual([
      'c.json: target: expected "session-gc", the folder\'s name, got "letter-box"',
    ]);
  });

  it('refuses a target that does not exist', () => {
    expect(problemsIn(caseText(letterCase({}, { target: 'letter-bax' })))).toEqual([
      'c.json: target: there is no target "letter-bax"; did you mean "letter-box"?',
    ]);
  });

  it('refuses keys named __proto__ where a schema would pass over them', () => {
    const text = caseText(letterCase()).replace('"names": {}', '"names": { "__proto__": "x" }');
    expect(problemsIn(text)[0]).toBe('c.json: scenario.names.__proto__: unknown key');
    const outside = caseText(letterCase()).replace('"format"', '"__proto__": {}, "format"');
    expect(problemsIn(outside)).toEqual(['c.json: __proto__: unknown key']);
  });

  it('keeps a key named __proto__ where the schema takes it', () => {
    const any = z.strictObject({ document: z.unknown() });
    const { scenario, ...rest } = letterBoxTarget;
    const open = defineTarget<unknown, unknown>({
      ...rest,
      name: 'open',
      scenario: { ...scenario, schema: any, examples: [{}], labels: () => [] },
      account: {
        gist: () => '',
        scenario: () => [],
        world: () => ({ arguments: [], environment: {}, files: [], notes: [] }),
        observation: () => [],
      },
      mutants: [],
    });
    const document: unknown = JSON.parse('{"document": {"__proto__": {"a": 1}}}');
    const text = caseText(letterCase({}, { target: 'open', scenario: document }));
    const read = parseCase('c.json', text, { targets: [open] });
    expect(read.kind === 'case' && digestOf(read.case.scenario)).toBe(digestOf(document));
    expect(text).toContain('"__proto__": {');
  });

  it('reports a schema that throws, and does not throw itself', () => {
    const { scenario, ...rest } = letterBoxTarget;
    const schema = scenario.schema.refine(() => {
      throw new Error('a rule with a bug');
    });
    const target = { ...rest, scenario: { ...scenario, schema } };
    const read = parseCase('c.json', caseText(letterCase()), { targets: [target] });
    expect(read).toMatchObject({
      kind: 'broken',
      problems: ["c.json: scenario: the target's schema could not deal with it: Error: a rule with a bug"],
    });
  });

  it('quotes a file name with which the command could not be pasted', () => {
    const text = caseText(letterCase()).replace('"delay": 0', '"delay": 1');
    const read = parseCase("it's a.json", text, { targets });
    expect(read.kind === 'broken' && read.problems[0]).toMatch(/seatrial corpus seal 'it'\\''s a\.json'$/);
  });

  it.each([
    'null',
    '[]',
    '3',
    '"x"',
    '{}',
    '{"target": "letter-box"}',
    '{"expect": {"kills": {"length": 3}}}',
  ])('finds %s to be no case', text => {
    expect(problemsIn(text).length).toBeGreaterThan(0);
    expect(problemsIn(text)[0]).toMatch(/^c\.json: .+: expected /);
  });
});

describe('readCase', () => {
  let folder: DirectoryResult;
  beforeEach(async () => {
    folder = await dir({ unsafeCleanup: true });
  });
  afterEach(() => folder.cleanup());

  async function problemOf(name: string): Promise<string | undefined> {
    const file = join(folder.path, name);
    const read = await readCase(file, { targets });
    return read.kind === 'broken' ? read.problems.join('\n').replace(`${file}: `, '') : undefined;
  }

  it('follows a link to a case', async () => {
    await writeFile(join(folder.path, 'real.json'), caseText(letterCase()));
    await symlink('real.json', join(folder.path, 'link.json'));
    expect(await problemOf('link.json')).toBeUndefined();
  });

  it('names what is no file that can be read, and waits for none of it', async () => {
    await mkdir(join(folder.path, 'folder.json'));
    await promisify(execFile)('mkfifo', [join(folder.path, 'fifo.json')]);
    await symlink('loop.json', join(folder.path, 'loop.json'));
    await symlink('gone', join(folder.path, 'dangling.json'));
    const server = createServer().listen(join(folder.path, 'socket.json'));
    await new Promise(resolve => server.once('listening', resolve));
    expect(await problemOf('folder.json')).toBe('a folder, not a file');
    expect(await problemOf('fifo.json')).toBe('not a regular file');
    expect(await problemOf('socket.json')).toBe('not a regular file');
    expect(await problemOf('loop.json')).toMatch(/^it can't be read: ELOOP/);
    expect(await problemOf('dangling.json')).toBe('there is no such file');
    expect(await problemOf('missing.json')).toBe('there is no such file');
    expect(await problemOf('fifo.json/c.json')).toMatch(/^it can't be read: ENOTDIR/);
    await new Promise(resolve => server.close(resolve));
  });

  it.skipIf(isRoot)('names a file that may not be read (not as root: root may read everything)', async () => {
    const file = join(folder.path, 'closed.json');
    await writeFile(file, caseText(letterCase()));
    await chmod(file, 0);
    expect(await problemOf('closed.json')).toBe('this user may not read it');
  });

  it('names what is no text that a case could be', async () => {
    const text = caseText(letterCase());
    await writeFile(join(folder.path, 'empty.json'), '');
    await writeFile(
      join(folder.path, 'latin.json'),
      Buffer.from(text.replace('stays', 'st\u00e4ys'), 'latin1'),
    );
    await writeFile(join(folder.path, 'bom.json'), `\ufeff${text}`);
    await writeFile(join(folder.path, 'nul.json'), Buffer.alloc(4096));
    expect(await problemOf('empty.json')).toBe('empty');
    expect(await problemOf('latin.json')).toBe('not UTF-8');
    expect(await problemOf('bom.json')).toMatch(/^not JSON: line 1, column 1: /);
    expect(await problemOf('nul.json')).toMatch(/^not JSON: line 1, column 1: /);
  });

  it('takes a case of the largest size, and refuses one byte more', async () => {
    const text = caseText(letterCase());
    const padded = text + ' '.repeat(largestCase - text.length);
    await writeFile(join(folder.path, 'large.json'), padded);
    await writeFile(join(folder.path, 'larger.json'), `${padded} `);
    expect(await problemOf('large.json')).toBeUndefined();
    expect(await problemOf('larger.json')).toBe('larger than 8 MiB');
  });

  it('reads an endless file only up to the limit', async () => {
    await symlink('/dev/zero', join(folder.path, 'zero.json'));
    expect(await problemOf('zero.json')).toBe('not a regular file');
  });
});

describe('readUnsealed', () => {
  it('takes a case without its digest, or with the digest of another scenario', async () => {
    const folder = await dir({ unsafeCleanup: true });
    const file = join(folder.path, 'c.json');
    const { digest: _, ...unsealed } = letterCase();
    for (const content of [unsealed, letterCase(), { ...unsealed, digest: digestOf(1) }]) {
      await writeFile(file, JSON.stringify(content));
      expect((await readUnsealed(file, { targets })).kind).toBe('unsealed');
    }
    await folder.cleanup();
  });
});
