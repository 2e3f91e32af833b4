import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { layout } from './layout.ts';

describe('layout', () => {
  it('puts a short list on one line, objects on many, and ends with a line break', () => {
    const text = layout({ a: [1, 'x', null], b: [{ c: [] }], d: {} });
    expect(text).toBe(
      '{\n  "a": [1, "x", null],\n  "b": [\n    {\n      "c": []\n    }\n  ],\n  "d": {}\n}\n',
    );
  });

  it('is read back as the same value', () => {
    const holds = fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
      expect(JSON.parse(layout(value))).toEqual(value);
    });
    fc.assert(holds, { seed: 1, numRuns: 3000 });
  });

  it('escapes what a reader would not see, or would see in another place', () => {
    const hidden = '\u200b\u202e\u2028\u0085\u00ad\ufeff\u{e0041}';
    const text = layout({ [hidden]: hidden });
    expect(text).not.toMatch(/[^\x20-\x7e\n]/);
    expect(JSON.parse(text)).toEqual({ [hidden]: hidden });
  });

  it('leaves letters of every script readable', () => {
    expect(layout('Bärlauch, 門, дом')).toBe('"Bärlauch, 門, дом"\n');
  });

  it('is what the formatter of this repository would write', async () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'abcdefgh -_/"\\'), maxLength: 30 });
    const leaf = fc.oneof(
      ascii,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const value = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        tie('list'),
        tie('object'),
        fc.array(fc.integer(), { maxLength: 60 }),
      ),
      list: fc.array(tie('value'), { maxLength: 8 }),
      object: fc.dictionary(ascii, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    })).value;
    const folder = await dir({ unsafeCleanup: true });
    try {
      const written = fc.sample(value, { seed: 4, numRuns: 300 }).map((sample, index) => {
        return { file: join(folder.path, `case-${index}.json`), text: layout({ sample }) };
      });
      for (const { file, text } of written) await writeFile(file, text);
      const settings = { root: true, formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 110 } };
      await writeFile(join(folder.path, 'biome.json'), JSON.stringify(settings));
      const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));
      await promisify(execFile)(process.execPath, [biome, 'format', '--write', '.'], { cwd: folder.path });
      for (const { file, text } of written) expect(await readFile(file, 'utf8')).toBe(text);
    } finally {
      await folder.cleanup();
    }
  });
});
