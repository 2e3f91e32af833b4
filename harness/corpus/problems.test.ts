import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unsealedCaseSchema } from './case.ts';
import { letterCase } from './fixtures/cases.ts';
import { calm, letterBoxTarget } from './fixtures/letter-box.ts';
import { problemsOf } from './problems.ts';

function problems(schema: z.ZodType, value: unknown, at: readonly string[] = []): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : problemsOf(parsed.error.issues, { schema, value, at });
}

function ofScenario(changes: object): readonly string[] {
  return problems(letterBoxTarget.scenario.schema, { ...calm, ...changes }, ['scenario']);
}

function ofCase(changes: object): readonly string[] {
  return problems(unsealedCaseSchema, { ...letterCase(), ...changes });
}

describe('what is wrong with a scenario', () => {
  it.each([
    [
      'another type, with the whole range that was expected',
      { carrier: { kind: 'failing', exit: 'one' } },
      'scenario.carrier.exit: expected an integer from 1 to 255, got "one"',
    ],
    [
      'a number out of its range',
      { carrier: { kind: 'failing', exit: 256 } },
      'scenario.carrier.exit: expected an integer from 1 to 255, got 256',
    ],
    [
      'a fraction',
      { carrier: { kind: 'well', delay: 1.5 } },
      'scenario.carrier.delay: expected an integer from 0 to 60, got 1.5',
    ],
    [
      'a missing key',
      { carrier: { kind: 'well' } },
      'scenario.carrier.delay: expected an integer from 0 to 60, but it is missing',
    ],
    [
      'an unknown kind, with the kinds there are',
      { carrier: { kind: 'fine', delay: 1 } },
      'scenario.carrier.kind: expected "well" or "failing", got "fine"',
    ],
    [
      'a misspelt word, with the one that was meant',
      { mode: 'fats' },
      'scenario.mode: expected "slow" or "fast", got "fats"; did you mean "fast"?',
    ],
    [
      'a misspelt key, with the one that was meant',
      { letters: [{ to: 'a', secert: true, secret: false }] },
      'scenario.letters[0].secert: unknown key; did you mean "secret"?',
    ],
    [
      'a text that is too long',
      { letters: [{ to: 'x'.repeat(21), secret: true }] },
      /^scenario\.letters\[0\]\.to: expected a string of at most 20 characters, got "x+"$/,
    ],
    [
      'too many entries',
      { letters: Array(6).fill({ to: 'a', secret: true }) },
      'scenario.letters: expected a list of at most 5 entries, got a list of 6',
    ],
    ['null', { letters: null }, 'scenario.letters: expected a list of at most 5 entries, got null'],
    ['an odd key', { names: { 'a b': 1 } }, 'scenario.names["a b"]: expected a string, got 1'],
    ['no alternative', { stamp: 3 }, 'scenario.stamp: expected an object or null, got 3'],
    [
      'the alternative that was meant',
      { stamp: { price: 'x' } },
      'scenario.stamp.price: expected an integer, got "x"',
    ],
    [
      'a rule of the schema',
      { mode: 'fast', letters: Array(5).fill({ to: 'a', secret: true }) },
      'scenario.letters: a fast carrier takes at most 4 letters',
    ],
  ])('names %s', (_, changes, sentence) => {
    const found = ofScenario(changes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  it('names everything at once, each thing once', () => {
    expect(ofScenario({ mode: 1, letters: 'x', more: true })).toEqual([
      'scenario.letters: expected a list of at most 5 entries, got "x"',
      'scenario.mode: expected "slow" or "fast", got 1',
      'scenario.more: unknown key; did you mean "mode"?',
    ]);
  });

  it('says so when the scenario is no object', () => {
    expect(problems(letterBoxTarget.scenario.schema, [], ['scenario'])).toEqual([
      'scenario: expected an object, got an empty list',
    ]);
  });

  it('escapes what would play tricks on a terminal', () => {
    const [problem] = ofScenario({ mode: '\u001b[2J\u009b1m\u202e' });
    expect(problem).toBe('scenario.mode: expected "slow" or "fast", got "\\u001b[2J\\u{9b}1m\\u{202e}"');
  });
});

describe('what is wrong with a case', () => {
  it.each([
    ['another format', { format: 2 }, 'format: expected 1, got 2'],
    [
      'no title',
      { title: undefined },
      'title: expected a string that matches /^[^\\r\\n]+$/, but it is missing',
    ],
    [
      'an origin of no kind',
      { origin: { kind: 'sead' } },
      'origin.kind: expected "seed", "written" or "found", got "sead"; did you mean "seed"?',
    ],
    [
      'a reference that fails, though it must pass',
      { expect: { reference: 'fail', kills: [] } },
      'expect.reference: expected "pass", got "fail"',
    ],
    [
      'nothing said of the reference',
      { expect: { kills: [] } },
      'expect: says nothing of the reference: expected "reference": "pass", or its violation in "violates"',
    ],
    [
      'a reference that both passes and fails',
      {
        expect: {
          reference: 'pass',
          kills: [],
          violates: [{ implementation: 'reference', property: 'a', bucket: 'b' }],
        },
      },
      'expect: a reference that passes can\'t be named in "violates" too; leave one of them out',
    ],
    [
      'a mutant named twice',
      { expect: { reference: 'pass', kills: ['a', 'b', 'a'] } },
      'expect: names "a" twice in "kills"',
    ],
    [
      'draws that are no 32-bit integers',
      { draws: [1, 2 ** 31] },
      'draws[1]: expected an integer from -2147483648 to 2147483647, got 2147483648',
    ],
    ['an unknown key', { tilte: 'x' }, 'tilte: unknown key; did you mean "title"?'],
  ])('names %s', (_, changes, sentence) => {
    expect(ofCase(changes)).toEqual([sentence]);
  });

  it('names a scenario that is missing', () => {
    const { scenario: _, ...rest } = letterCase();
    expect(problems(unsealedCaseSchema, rest)).toEqual(['scenario: expected a value, but it is missing']);
  });

  it('names the case itself when it is no object', () => {
    expect(problems(unsealedCaseSchema, null)).toEqual([
      'the case: expected an object with format 1, got null',
    ]);
  });
});

describe('schemas of other shapes', () => {
  it('reads expectations through references', () => {
    const tree: z.ZodType = z.strictObject({
      name: z.string().min(1),
      get below() {
        return z.array(tree);
      },
    });
    expect(problems(tree, { name: 'a', below: [{ name: 'b', below: [{ name: '', below: [] }] }] })).toEqual([
      'below[0].below[0].name: expected a string of at least 1 character, got ""',
    ]);
  });

  it('names a key that is not allowed', () => {
    const schema = z.record(z.string().regex(/^[A-Z]+$/), z.string());
    expect(problems(schema, { path: 'x' }, ['env'])).toEqual([
      'env.path: this is no valid key: invalid string: must match pattern /^[A-Z]+$/',
    ]);
  });

  it('reads tuples by position', () => {
    const schema = z.strictObject({ pair: z.tuple([z.string(), z.int().min(0)]) });
    expect(problems(schema, { pair: ['a', -1] })).toEqual(['pair[1]: expected an integer from 0, got -1']);
  });

  it("falls back to the schema's own words where there is nothing better", () => {
    const schema = z.strictObject({ n: z.unknown().refine(value => value === 1) });
    expect(problems(schema, { n: 2 })).toEqual(['n: not allowed by a rule of the schema']);
  });
});
