import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileTree, type TreeEntry } from '../../arbitraries/file-tree.ts';
import { MemoryDisk } from '../memory-disk.ts';
import { removeWorld } from '../workspace/remove-world.ts';
import { buildTree, CannotBuild } from './build-tree.ts';
import { changeText, type Difference, diffTrees } from './diff.ts';
import { putTree } from './put-tree.ts';
import type { SeenEntry, TreeSnapshot } from './snapshot.ts';
import { snapshotDisk } from './snapshot-disk.ts';
import { snapshotFolder } from './snapshot-folder.ts';

const isRoot = process.geteuid?.() === 0;
const own = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
const mtimeMs = 1_700_000_000_000;

let root = '';
beforeEach(async () => {
  root = (await dir()).path;
});
afterEach(() => removeWorld(root));

/** What two ways of holding one tree have in common. */
function plain(snapshot: TreeSnapshot): Readonly<Record<string, unknown>> {
  const told = [...snapshot].map(([path, { kind, mode, uid, content, to }]) => [
    path,
    { kind, mode: kind === 'link' ? 0 : mode, uid, content: Buffer.from(content).toString(), to },
  ]);
  return Object.fromEntries(told);
}

describe('a tree on disk and one in memory', () => {
  const uids = isRoot ? { uids: fc.constantFrom(own.uid, 1000, 0) } : {};
  const modes = fc.constantFrom(0o644, 0o755, 0o700, 0o000, 0o4755);
  const trees = fc.sample(fileTree({ modes, ...uids }), { numRuns: 120, seed: 11 });

  it('are the same, whatever is in it', async () => {
    for (const [count, tree] of trees.entries()) {
      const folder = join(root, `tree-${count}`);
      fs.mkdirSync(folder, { mode: 0o755 });
      using _built = await buildTree(folder, tree, { mtimeMs, owner: own });
      const disk = new MemoryDisk();
      disk.put('/home', { kind: 'folder', uid: own.uid });
      putTree(disk, '/home', tree, { uid: own.uid });
      expect(plain(snapshotFolder(folder))).toEqual(plain(snapshotDisk(disk, '/home')));
    }
  });

  it('are looked at without changing them, what modes hide included', async () => {
    const hidden: TreeEntry = {
      kind: 'folder',
      name: 'shut',
      mode: 0o000,
      entries: [{ kind: 'file', name: 'in it', content: 'x', mode: 0o000 }],
    };
    using _built = await buildTree(root, [hidden], { mtimeMs });
    const first = snapshotFolder(root);
    expect(first.get('shut/in it')).toMatchObject({ mode: 0o000, mtimeMs });
    expect(diffTrees(first, snapshotFolder(root))).toEqual([]);
  });

  it('lead below the folder that stands for the root', async () => {
    using _built = await buildTree(root, [{ kind: 'link', name: 'out', to: '/etc' }], { linksBelow: root });
    expect(fs.readlinkSync(join(root, 'out'))).toBe(`${root}/etc`);
    expect(snapshotFolder(root, { linksBelow: root }).get('out')?.to).toBe('/etc');
    expect(snapshotFolder(root, { except: new Set(['out']) }).has('out')).toBe(false);
  });

  it('shows names that are no text, each by itself', () => {
    for (const byte of [0xfe, 0xff])
      fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([byte])]), '');
    expect([...snapshotFolder(root).keys()]).toEqual(['.', '\\xfe', '\\xff']);
  });

  it('is empty where there is no folder', () => {
    expect(snapshotFolder(join(root, 'gone')).size).toBe(0);
    expect(snapshotDisk(new MemoryDisk(), '/gone').size).toBe(0);
  });
});

const freezes = isRoot && spawnSync('chattr', ['--version']).error === undefined;
const lack = freezes ? '' : ' (skipped: needs root and chattr)';

describe('what shuts a tree', () => {
  const frozen: TreeEntry = { kind: 'file', name: '-f', content: 'stays', immutable: true };

  it.skipIf(!freezes)(`nobody removes what is immutable, until the tree is disposed of${lack}`, async () => {
    const built = await buildTree(root, [{ kind: 'folder', name: 'd', entries: [frozen] }]);
    expect(() => fs.unlinkSync(join(root, 'd/-f'))).toThrow('EPERM');
    built[Symbol.dispose]();
    fs.unlinkSync(join(root, 'd/-f'));
  });

  it('a folder that mounts something is mounted by whoever can', async () => {
    const mounted: TreeEntry = { kind: 'folder', name: 'm', entries: [frozen], mountBytes: 4096 };
    const calm = { ...mounted, entries: [] };
    const asked: unknown[] = [];
    const mount = async (path: string, bytes: number): Promise<void> => void asked.push([path, bytes]);
    using _built = await buildTree(root, [calm], { mount });
    expect(asked).toEqual([[join(root, 'm'), 4096]]);
    await expect(buildTree(root, [{ ...calm, name: 'n' }])).rejects.toThrow(CannotBuild);
  });

  it.skipIf(isRoot)('a file of somebody else is refused to who is not root (skipped for root)', async () => {
    const theirs: TreeEntry = { kind: 'file', name: 'a', content: '', uid: own.uid + 1 };
    await expect(buildTree(root, [theirs])).rejects.toThrow(CannotBuild);
  });
});

describe('the difference of two snapshots', () => {
  const file: SeenEntry = {
    kind: 'file',
    mode: 0o644,
    uid: 1,
    gid: 1,
    mtimeMs: 5,
    identity: '1:2',
    content: Buffer.from('a'),
    to: '',
  };
  const changed = (change: Partial<SeenEntry>): readonly Difference[] => {
    const [found] = diffTrees(new Map([['f', file]]), new Map([['f', { ...file, ...change }]]));
    return found?.how === 'changed' ? found.differences : [];
  };

  it.each<[Difference, Partial<SeenEntry>]>([
    ['kind', { kind: 'fifo' }],
    ['content', { content: Buffer.from('b') }],
    ['mode', { mode: 0o600 }],
    ['owner', { uid: 2 }],
    ['owner', { gid: 2 }],
    ['times', { mtimeMs: 6 }],
    ['link', { to: 'x' }],
    ['identity', { identity: '1:3' }],
  ])('tells of %s alone', (difference, change) => {
    expect(changed(change)).toEqual([difference]);
  });

  it('is nothing where everything is the same, other bytes of the same text included', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ content: Buffer.from('a') })).toEqual([]);
  });

  it('tells what was made and what was removed, in words', () => {
    const changes = diffTrees(new Map([['a\nb', file]]), new Map([['new', { ...file, kind: 'folder' }]]));
    expect(changes.map(changeText)).toEqual(['"a\\nb" was removed: a file', '"new" was made: a folder']);
  });

  it('tells every difference in words', () => {
    const other: SeenEntry = {
      ...file,
      kind: 'link',
      mode: 0o777,
      uid: 0,
      mtimeMs: 9,
      identity: '',
      to: 'x',
    };
    const [change] = diffTrees(
      new Map([['f', file]]),
      new Map([['f', { ...other, content: Buffer.from('bc') }]]),
    );
    expect(change && changeText(change)).toBe(
      '"f" was a file and is a link, held 1 bytes and holds 2 others, led to "" and leads to "x", ' +
        'had mode 0644 and has 0777, belonged to 1:1 and belongs to 0:1, has another time of last change, is another one',
    );
  });

  it('sees a real file that took the place of another', () => {
    fs.writeFileSync(join(root, 'a'), 'same');
    fs.writeFileSync(join(root, 'b'), 'same');
    const { mtime } = fs.statSync(join(root, 'a'));
    fs.utimesSync(join(root, 'b'), mtime, mtime);
    fs.utimesSync(join(root, 'a'), mtime, mtime);
    const before = snapshotFolder(root);
    fs.renameSync(join(root, 'b'), join(root, 'a'));
    const found = diffTrees(before, snapshotFolder(root)).find(({ path }) => path === 'a');
    expect(found).toMatchObject({ how: 'changed', differences: ['identity'] });
  });
});
