import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import { foundIn, letterCase } from './fixtures/cases.ts';
import { letterBoxes, letterBoxTarget } from './fixtures/letter-box.ts';
import { parseCase } from './read-case.ts';
import { caseText, sealed, writeCase } from './write-case.ts';

describe('caseText', () => {
  it('is what people read and compare', () => {
    const kept = letterCase(
      { letters: [{ to: 'a', secret: true }] },
      {
        expect: { reference: 'pass', kills: ['open-box'] },
        origin: { kind: 'seed', source: 'seed 004 F4' },
        draws: [1, -2],
      },
    );
    expect(caseText(kept)).toBe(`{
  "format": 1,
  "target": "letter-box",
  "title": "A secret letter stays",
  "scenario": {
    "letters": [
      {
        "to": "a",
        "secret": true
      }
    ],
    "carrier": {
      "kind": "well",
      "delay": 0
    },
    "mode": "slow",
    "names": {},
    "stamp": null
  },
  "expect": {
    "reference": "pass",
    "kills": ["open-box"]
  },
  "origin": {
    "kind": "seed",
    "source": "seed 004 F4"
  },
  "draws": [1, -2],
  "digest": "${kept.digest}"
}
`);
  });

  it('is the same bytes whatever the order in which the case was put together', () => {
    const kept = letterCase(
      {},
      {
        $schema: '../case.schema.json',
        origin: foundIn('3f9a12bc', 'container'),
        expect: {
          kills: [],
          violates: [{ implementation: 'reference', property: 'secrets-stay', bucket: 'b' }],
        },
        draws: [1],
      },
    );
    const backwards = (value: object) => Object.fromEntries(Object.entries(value).reverse());
    const violates = kept.expect.violates?.map(backwards);
    const other = {
      ...backwards(kept),
      origin: backwards(kept.origin),
      expect: backwards({ ...kept.expect, violates }),
    };
    const read = parseCase('c.json', JSON.stringify(other), { targets: [letterBoxes] });
    expect(read.kind === 'case' && caseText(read.case)).toBe(caseText(kept));
    expect(JSON.parse(caseText(kept))).toEqual(kept);
  });

  it('is read back as the same case, for every scenario that can be drawn', () => {
    const holds = fc.property(letterBoxTarget.scenario.arbitrary, scenario => {
      const kept = letterCase(scenario);
      expect(parseCase('c.json', caseText(kept), { targets: [letterBoxes] })).toMatchObject({
        kind: 'case',
        case: kept,
      });
    });
    fc.assert(holds, { seed: 1, numRuns: 1000 });
  });
});

describe('sealed', () => {
  it('refuses what could not be read again', () => {
    expect(() => sealed({ ...letterCase(), title: 'two\nlines' })).toThrow(
      new HarnessFault(
        'this is no case: title: expected a string that matches /^[^\\r\\n]+$/, got "two\\nlines"',
        'bad-case',
      ),
    );
    expect(() => sealed({ ...letterCase(), scenario: { at: new Date(0) } })).toThrow(
      "JSON can't hold [object Date]",
    );
    expect(() => sealed({ ...letterCase(), scenario: undefined })).toThrow(HarnessFault);
  });

  it('takes a reason of several lines, as a crash may have', () => {
    const origin = { ...foundIn('b'), reason: 'Error: one\n  two' };
    expect(sealed({ ...letterCase(), origin }).origin).toEqual(origin);
  });
});

describe('writeCase', () => {
  it('seals what it writes', async () => {
    const folder = await dir({ unsafeCleanup: true });
    const file = join(folder.path, 'c.json');
    const { digest: _, ...unsealed } = letterCase();
    await writeCase(file, unsealed);
    expect(await readFile(file, 'utf8')).toBe(caseText(letterCase()));
    await folder.cleanup();
  });
});
