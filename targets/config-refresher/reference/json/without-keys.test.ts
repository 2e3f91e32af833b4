import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalObject } from '../../oracle/canonical-object.ts';
import { objectMembers } from './object-members.ts';
import { withoutKeys } from './without-keys.ts';

function filtered(text: string, drop = ['projects']): string {
  return withoutKeys('source', Buffer.from(text), drop).toString();
}

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function isObject(text: string): boolean {
  return accepts(() => {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new TypeError('no object');
  });
}

/** JSON texts, and texts that are one or two characters away from JSON. */
const nearlyJson = fc
  .tuple(
    fc.json(),
    fc.array(
      fc.tuple(
        fc.nat(60),
        fc.constantFrom(
          '',
          '"',
          '{',
          '}',
          '[',
          ',',
          ':',
          '\\',
          '0',
          '-',
          '.',
          'e',
          ' ',
          '\u0001',
          '\ufeff',
          'n',
        ),
      ),
      {
        maxLength: 2,
      },
    ),
  )
  .map(([json, edits]) => {
    let text = `{"key":${json}}`;
    for (const [at, put] of edits) text = `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
    return text;
  });

describe('dropping keys', () => {
  it('keeps every other member as it is written', () => {
    expect(filtered(' {"a" : 1.0, "projects": {"x": [1]}, "b":-0,"a":1e400 } ')).toBe(
      '{\n  "a" : 1.0,\n  "b":-0,\n  "a":1e400\n}\n',
    );
    expect(filtered('{}')).toBe('{\n}\n');
  });

  it('finds keys however they are spelled and however often', () => {
    expect(filtered('{"projects":1,"pro\\u006aects":2,"Projects":3,"x":{"projects":4}}')).toBe(
      '{\n  "Projects":3,\n  "x":{"projects":4}\n}\n',
    );
    expect(filtered('{"__proto__":1,"a":2}', ['__proto__'])).toBe('{\n  "a":2\n}\n');
  });

  it('has no limit on nesting', () => {
    const levels = 200_000;
    const deep = `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(filtered(deep).length).toBe(deep.length + 5);
  });

  it('never shows the content in a refusal', () => {
    expect(() => filtered('{"token":"secret" x')).toThrow(
      /^source: is not one JSON object: [a-z ]+ at character 18$/,
    );
    expect(() => withoutKeys('source', Buffer.from([0x7b, 0xff]), [])).toThrow('source: is not UTF-8');
  });

  it('takes exactly the objects that JSON.parse takes', () => {
    for (const text of fc.sample(nearlyJson, { seed: 20261122, numRuns: 3000 }))
      expect(accepts(() => objectMembers(text))).toBe(isObject(text));
  });
});

describe('the oracle', () => {
  it('takes exactly the objects that JSON.parse takes', () => {
    for (const text of fc.sample(nearlyJson, { seed: 20261122, numRuns: 3000 }))
      expect(canonicalObject(Buffer.from(text)) !== undefined).toBe(isObject(Buffer.from(text).toString()));
  });

  it('tells numbers apart by their exact value and the sign of zero', () => {
    const value = (text: string): string | undefined =>
      canonicalObject(Buffer.from(`{"n":${text}}`))?.members.get('n');
    for (const [one, other] of [
      ['1', '1.0'],
      ['1', '10e-1'],
      ['1200', '1.2E+3'],
      ['0', '0e99'],
      ['-0', '-0.00'],
    ] as const)
      expect(value(one)).toBe(value(other));
    for (const [one, other] of [
      ['9007199254740993', '9007199254740992'],
      ['1e400', '1e401'],
      ['0', '-0'],
      ['1', '-1'],
      ['0.1', '0.10000000000000001'],
    ] as const)
      expect(value(one)).not.toBe(value(other));
  });

  it('ignores order, white space and escapes, and sees depth, duplicates and half pairs', () => {
    const one = canonicalObject(Buffer.from('{"x":{"b":1,"a":"\\u00e9"}}'));
    const other = canonicalObject(Buffer.from(' { "x" : {"a":"é", "b":1}}\n'));
    expect(one).toEqual(other);
    expect(one).toMatchObject({ levels: 2, duplicates: false, loneSurrogates: false });
    expect(canonicalObject(Buffer.from('{"a":{"b":1,"b":2}}'))).toMatchObject({ duplicates: true });
    expect(canonicalObject(Buffer.from('{"a":"\\ud800"}'))).toMatchObject({ loneSurrogates: true });
  });

  it('refuses a byte-order mark, two documents and bytes that are not UTF-8', () => {
    for (const bytes of [
      Buffer.from('\ufeff{}'),
      Buffer.from('{}{}'),
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    ])
      expect(canonicalObject(bytes)).toBeUndefined();
  });
});
