import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canary, canaryTrace, damage, midWriteBytes, midWriteJson } from './mid-write-json.ts';

const whole = {
  members: [{ key: 'a', value: '"é"' }],
  levels: 0,
  padding: 0,
  damage: { kind: 'none' },
} as const;

function isObject(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

describe('a JSON document that is being written', () => {
  it('is whole when nothing happened to it', () => {
    expect(midWriteBytes(whole).toString()).toBe('{\n  "a": "é"\n}\n');
    expect(midWriteBytes({ ...whole, members: [] }).toString()).toBe('{}\n');
  });

  it('is nested as many levels as asked for', () => {
    for (const levels of [1, 2, 512, 513]) {
      const text = midWriteBytes({ ...whole, members: [], levels }).toString();
      let depth = 0;
      let deepest = 0;
      for (const mark of text) {
        if (mark === '[' || mark === '{') depth += 1;
        if (mark === ']' || mark === '}') depth -= 1;
        deepest = Math.max(deepest, depth);
      }
      expect(deepest).toBe(levels);
      expect(() => JSON.parse(text)).not.toThrow();
    }
  });

  it('is cut at any byte, also inside a character', () => {
    expect(midWriteBytes({ ...whole, damage: { kind: 'cut', permille: 0 } }).length).toBe(0);
    const full = midWriteBytes(whole);
    expect(midWriteBytes({ ...whole, damage: { kind: 'cut', permille: 500 } })).toEqual(
      full.subarray(0, Math.floor(full.length / 2)),
    );
    const inside = midWriteBytes({ ...whole, damage: { kind: 'cut-in-character', permille: 0, bytes: 3 } });
    expect(inside.toString('hex')).toBe('f09f98');
  });

  it('lies over an older document, or is followed by NUL bytes', () => {
    const tail = midWriteBytes({ ...whole, damage: { kind: 'old-tail', permille: 1000, oldBytes: 60 } });
    expect(tail.length).toBe(60);
    expect(tail.toString('latin1')).toMatch(/^\{\n {2}"a": .*\n\}\no+"\}$/);
    const nuls = midWriteBytes({ ...whole, damage: { kind: 'nul-tail', permille: 0, nuls: 5 } });
    expect(nuls).toEqual(Buffer.alloc(5));
  });

  it('holds bytes that are not UTF-8 where a string is', () => {
    const bytes = midWriteBytes({ ...whole, damage: { kind: 'bad-utf8', bytes: 'c0af' } });
    expect(bytes.includes(Buffer.from('22c0af22', 'hex'))).toBe(true);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
  });

  it('is no JSON object after any damage that changes more than its end', () => {
    const full = midWriteBytes(whole).toString();
    for (const happened of fc.sample(damage, { seed: 20261122, numRuns: 2000 })) {
      const bytes = midWriteBytes({ ...whole, damage: happened });
      const behind = bytes.toString().trimEnd() === full.trimEnd();
      // A beginning over an old tail can happen to be an object; nobody could tell.
      const mixture = happened.kind === 'old-tail' && happened.permille < 1000;
      if (!behind && !mixture) expect(isObject(bytes), happened.kind).toBe(false);
    }
  });

  it('can be shrunk again from plain JSON', () => {
    for (const value of fc.sample(midWriteJson, { seed: 20261122, numRuns: 300 }))
      expect(midWriteJson.canShrinkWithoutContext(JSON.parse(JSON.stringify(value)))).toBe(true);
  });

  it('has a secret that any ten of its characters give away', () => {
    const secret = canary.slice('sk-'.length);
    for (let at = 0; at + 10 <= secret.length; at++) expect(secret.slice(at, at + 10)).toContain(canaryTrace);
  });
});
