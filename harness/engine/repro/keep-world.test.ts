import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyTarget, WorldFile } from '../../target.ts';
import { target as door } from '../fixtures/target.ts';
import { keepWorld } from './keep-world.ts';
import { removeTree } from './remove-tree.ts';

let folder: Awaited<ReturnType<typeof dir>>;
beforeAll(async () => {
  folder = await dir({ unsafeCleanup: true });
});
afterAll(() => removeTree(folder.path));

function targetWith(files: readonly WorldFile[]): AnyTarget {
  const world = { arguments: ['a b'], environment: { HOME: '/home' }, files, notes: [['uid', '0']] as const };
  return { ...door, account: { ...door.account, world: () => world } } satisfies AnyTarget;
}

const keep = (files: readonly WorldFile[], scenario: unknown = 1) =>
  keepWorld(folder.path, targetWith(files), scenario, { value: { exit: 0 } });

describe('a world that is kept', () => {
  it('has its files with their content and modes, also in folders that are closed', async () => {
    const path = await keep([
      { kind: 'folder', path: '/srv/closed', mode: 0o500 },
      { kind: 'file', path: '/srv/closed/config.json', content: '{}', mode: 0o4755 },
      { kind: 'file', path: 'bytes', content: new Uint8Array([0, 255]) },
    ]);
    const at = (name: string): string => join(path, 'files', name);
    expect((await lstat(at('srv/closed'))).mode & 0o7777).toBe(0o500);
    expect((await lstat(at('srv/closed/config.json'))).mode & 0o7777).toBe(0o4755);
    expect([...(await readFile(at('bytes')))]).toEqual([0, 255]);
  });

  it('has links as links, pipes and sockets', async () => {
    const path = await keep([
      { kind: 'link', path: 'link', to: '/nowhere' },
      { kind: 'fifo', path: 'pipe', mode: 0o600 },
      { kind: 'socket', path: 'socket' },
    ]);
    expect(await readlink(join(path, 'files/link'))).toBe('/nowhere');
    expect((await lstat(join(path, 'files/pipe'))).isFIFO()).toBe(true);
    expect((await lstat(join(path, 'files/socket'))).isSocket()).toBe(true);
  });

  it('says beside them what is no file', async () => {
    const path = await keep([]);
    const json = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(path, name), 'utf8'));
    expect(await json('scenario.json')).toBe(1);
    expect(await json('observation.json')).toEqual({ exit: 0 });
    expect(await json('world.json')).toEqual({
      arguments: ['a b'],
      environment: { HOME: '/home' },
      notes: [['uid', '0']],
    });
  });

  it('replaces what an earlier call left', async () => {
    await keep([{ kind: 'file', path: 'old', content: '' }], 2);
    const path = await keep([{ kind: 'file', path: 'new', content: '' }], 2);
    await expect(lstat(join(path, 'files/old'))).rejects.toThrow('ENOENT');
  });

  it('replaces what is closed to its owner', async () => {
    const closed: readonly WorldFile[] = [
      { kind: 'folder', path: '/srv', mode: 0o000 },
      { kind: 'file', path: '/srv/file', content: '', mode: 0o000 },
    ];
    await keep(closed, 3);
    await expect(keep(closed, 3)).resolves.toContain('door-');
  });

  it.each(['../outside', '/../../outside', 'a/../../../outside'])(
    'never leaves its folder: %s',
    async name => {
      const path = await keep([{ kind: 'file', path: name, content: 'x' }]);
      expect(await readFile(join(path, 'files/outside'), 'utf8')).toBe('x');
    },
  );

  it('never writes through a link of its own', async () => {
    const writing = keep([
      { kind: 'link', path: 'out', to: folder.path },
      { kind: 'file', path: 'out/escaped', content: 'x' },
    ]);
    await expect(writing).rejects.toMatchObject({ code: 'bad-world' });
    await expect(lstat(join(folder.path, 'escaped'))).rejects.toThrow('ENOENT');
  });
});
