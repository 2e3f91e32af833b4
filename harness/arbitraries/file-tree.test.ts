import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileTree, type TreeEntry, treeEntry } from './file-tree.ts';
import { treeSchema } from './file-tree-schema.ts';
import { hostilities } from './hostile-name.ts';

const options = {
  modes: fc.constantFrom(0o644, 0o000, 0o755),
  uids: fc.constantFrom(1000, 0),
  immutable: fc.constantFrom(false, false, true),
};

function everyEntry(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries.flatMap(entry => [entry, ...(entry.kind === 'folder' ? everyEntry(entry.entries) : [])]);
}

function depthOf(entries: readonly TreeEntry[]): number {
  return Math.max(0, ...entries.map(entry => (entry.kind === 'folder' ? 1 + depthOf(entry.entries) : 0)));
}

describe('file trees', () => {
  const drawn = fc.sample(fileTree(options), { numRuns: 2000, seed: 4 });
  const entries = drawn.flatMap(everyEntry);

  it('are what the schema takes', () => {
    for (const tree of drawn) expect(treeSchema.parse(JSON.parse(JSON.stringify(tree)))).toEqual(tree);
  });

  it('have entries of each kind, calm names and hostile ones, and what the options name', () => {
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['file', 'folder', 'link', 'fifo', 'socket']),
    );
    expect(entries.some(({ name }) => hostilities(name).length > 0)).toBe(true);
    expect(entries.some(({ name }) => hostilities(name).length === 0)).toBe(true);
    expect(new Set(entries.map(({ uid }) => uid))).toEqual(new Set([1000, 0]));
    expect(entries.some(entry => 'immutable' in entry && entry.immutable === true)).toBe(true);
  });

  it('go as deep as they may and no deeper', () => {
    expect(Math.max(...drawn.map(depthOf))).toBe(2);
    const flat = fc.sample(fileTree({ depth: 0 }), { numRuns: 200, seed: 4 });
    expect(Math.max(...flat.map(depthOf))).toBe(0);
  });

  it('leave out what has no arbitrary, and what is asked not to be there', () => {
    const calm = fc.sample(fileTree({ specials: false }), { numRuns: 300, seed: 4 }).flatMap(everyEntry);
    expect(calm.some(({ kind }) => kind === 'fifo' || kind === 'socket')).toBe(false);
    expect(calm.some(entry => 'mode' in entry || 'uid' in entry)).toBe(false);
  });

  it('can be shrunk again from plain JSON, towards nothing', () => {
    const arbitrary = fileTree(options);
    for (const tree of drawn.slice(0, 300)) {
      const plain = JSON.parse(JSON.stringify(tree)) as typeof tree;
      expect(arbitrary.canShrinkWithoutContext(plain)).toBe(true);
      if (plain.length > 0)
        expect(arbitrary.shrink(plain, undefined).has(({ value }) => value.length === 0)[0]).toBe(true);
    }
  });

  it('can begin with an entry whose name is given', () => {
    const named = fc.sample(treeEntry(fc.constant('-x')), { numRuns: 50, seed: 1 });
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set(['-x']));
  });
});

describe('the schema of trees', () => {
  const file = { kind: 'file', name: 'a', content: '' };

  it.each([
    ['a path', [{ ...file, name: 'a/b' }]],
    ['the folder itself', [{ ...file, name: '.' }]],
    ['the folder above', [{ ...file, name: '..' }]],
    ['half of a surrogate pair', [{ ...file, name: '\ud800' }]],
    ['a name that is too long', [{ ...file, name: 'é'.repeat(128) }]],
    ['a name twice', [file, file]],
    ['a name twice further down', [{ kind: 'folder', name: 'd', entries: [file, file] }]],
    ['a key that it does not know', [{ ...file, size: 3 }]],
    ['what no mode is', [{ ...file, mode: 0o10000 }]],
    ['an immutable link', [{ kind: 'link', name: 'l', to: 'a', immutable: true }]],
  ])('refuses %s', (_what, tree) => {
    expect(treeSchema.safeParse([file]).success).toBe(true);
    expect(treeSchema.safeParse(tree).success).toBe(false);
  });
});
