import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded } from './bounded-read.ts';
import { canonicalJson } from './digest.ts';
import { foundIn, letterCase } from './fixtures/cases.ts';
import { letterBoxes, letterBoxTarget } from './fixtures/letter-box.ts';
import { parseCase, type ReadCase } from './read-case.ts';
import { caseText } from './write-case.ts';

const whole = letterCase(
  {
    letters: [
      { to: 'Ünal "the \\ cat"\n', secret: true },
      { to: '', secret: false },
    ],
    carrier: { kind: 'failing', exit: 17 },
    mode: 'fast',
    names: { PATH: '/usr/bin', 'a b': '' },
    stamp: { price: -40 },
  },
  {
    expect: { reference: 'pass', kills: ['silent-box'] },
    origin: foundIn('3f9a12bc'),
    draws: [1, -2, 3],
  },
);
const bytes = Buffer.from(caseText(whole));

/** Reads bytes as `readCase` reads a file. */
function read(damaged: Uint8Array): ReadCase {
  const text = decoded(damaged);
  if (text.kind === 'unreadable')
    return { kind: 'broken', file: 'c.json', problems: [`c.json: ${text.problem}`] };
  return parseCase('c.json', text.text, { targets: [letterBoxes], folder: 'letter-box' });
}

/** Where the scenario's value begins and ends in the file. */
function scenarioSpan(): readonly [start: number, end: number] {
  const start = bytes.indexOf('"scenario": ') + '"scenario": '.length;
  return [start, bytes.indexOf('  "expect": ')];
}

describe('a damaged case', () => {
  it('is whole before it is damaged', () => {
    expect(read(bytes)).toMatchObject({ kind: 'case', case: whole });
  });

  it('is broken with a message when it is cut off at any byte', () => {
    // The line break at the end belongs to the layout, not to the case.
    for (let length = 0; length < bytes.length - 1; length++) {
      const cut = read(bytes.subarray(0, length));
      expect(cut.kind, `cut at byte ${length}`).toBe('broken');
      expect(cut.kind === 'broken' && cut.problems[0]).toMatch(/^c\.json: \S/);
    }
  });

  it('is broken when a part of its end is filled with zeroes', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(read(Buffer.alloc(bytes.length).fill(bytes.subarray(0, length), 0, length)).kind).toBe('broken');
    }
  });

  it('is told from the one that was kept whatever byte of its scenario becomes whatever other', () => {
    const [start, end] = scenarioSpan();
    expect(end - start).toBeGreaterThan(300);
    let harmless = 0;
    for (let at = start; at < end; at++) {
      const original = bytes[at] ?? 0;
      for (const other of othersThan(original)) {
        const damaged = Buffer.from(bytes);
        damaged[at] = other;
        const result = read(damaged);
        if (result.kind === 'broken') continue;
        harmless++;
        // Only space that became other space leaves the value as it was.
        expect(canonicalJson(result.case.scenario), `byte ${at}: ${original} → ${other}`).toBe(
          canonicalJson(whole.scenario),
        );
        expect([0x20, 0x0a]).toContain(original);
      }
    }
    expect(harmless).toBeGreaterThan(0);
  });

  it('never makes the reader throw, whatever becomes of its bytes', () => {
    const edit = fc.tuple(fc.nat({ max: bytes.length }), fc.nat({ max: 8 }), fc.uint8Array({ maxLength: 8 }));
    const holds = fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), edits => {
      let damaged = bytes;
      for (const [at, gone, put] of edits) {
        damaged = Buffer.concat([damaged.subarray(0, at), put, damaged.subarray(at + gone)]);
      }
      const result = read(damaged);
      if (result.kind === 'broken') expect(result.problems.length).toBeGreaterThan(0);
      else expect(letterBoxTarget.scenario.schema.safeParse(result.case.scenario).success).toBe(true);
    });
    fc.assert(holds, { seed: 1, numRuns: 5000 });
  });

  it('never makes the reader throw when its values are others', () => {
    const path = fc.constantFrom(...Object.keys(whole));
    const holds = fc.property(path, fc.jsonValue({ maxDepth: 4 }), (key, value) => {
      const result = parseCase('c.json', JSON.stringify({ ...whole, [key]: value }), {
        targets: [letterBoxes],
      });
      expect(['case', 'broken']).toContain(result.kind);
    });
    fc.assert(holds, { seed: 2, numRuns: 1500 });
  });

  it('is broken, and nothing worse, when it is nested to exhaustion', () => {
    for (const levels of [900, 5000, 1_000_000]) {
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
      ] as const) {
        const nested = `${open.repeat(levels)}1${close.repeat(levels)}`;
        for (const key of ['scenario', 'origin', 'expect', 'draws', 'more']) {
          const text = JSON.stringify({ ...whole, [key]: '@' }).replace('"@"', nested);
          expect(parseCase('c.json', text, { targets: [letterBoxes] }).kind).toBe('broken');
        }
      }
    }
  });
});

/** Bytes that stand for every kind of damage: each single bit, every character of JSON's own, the ends of the range. */
function othersThan(original: number): readonly number[] {
  const flipped = [0, 1, 2, 3, 4, 5, 6, 7].map(bit => original ^ (1 << bit));
  const others = [...flipped, ...Buffer.from('{}[]",:\\01-.e \n'), 0, 0x80, 0xff];
  return [...new Set(others)].filter(other => other !== original);
}
