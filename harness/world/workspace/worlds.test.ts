import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setImmediate as checkPhase } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { look } from '../family/proc.ts';
import { readMounts } from './mounts.ts';
import { openWorlds } from './worlds.ts';

const isRoot = process.geteuid?.() === 0;
const mountable =
  isRoot && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const freezable = isRoot && freezes(mkdtempSync(join(tmpdir(), 'seatrial-freezes-')));

function freezes(folder: string): boolean {
  try {
    return spawnSync('chattr', ['+i', folder]).status === 0;
  } finally {
    spawnSync('chattr', ['-i', folder]);
    rmdirSync(folder);
  }
}

describe('the worlds of a process', () => {
  it('are empty, each its own, and gone after use', () => {
    using worlds = openWorlds();
    const one = worlds.next();
    const other = worlds.next();
    writeFileSync(join(one.folder, 'file'), 'content');
    expect(readdirSync(other.folder)).toEqual([]);
    one[Symbol.dispose]();
    other[Symbol.dispose]();
    expect(readdirSync(worlds.folder)).toEqual([]);
  });

  it('can be left to be removed in a moment', async () => {
    using worlds = openWorlds();
    const world = worlds.next();
    writeFileSync(join(world.folder, 'file'), 'content');
    world.leave();
    expect(existsSync(world.folder)).toBe(true);
    await checkPhase();
    expect(readdirSync(worlds.folder)).toEqual([]);
  });

  it.runIf(freezable)(
    'tell of one that was left and could not be removed (takes root and chattr)',
    async () => {
      using worlds = openWorlds();
      worlds.next().leave();
      spawnSync('chattr', ['+i', worlds.folder]);
      await checkPhase();
      spawnSync('chattr', ['-i', worlds.folder]);
      expect(() => worlds.next()).toThrow(expect.objectContaining({ code: 'bad-world' }));
      expect(() => worlds.next()).not.toThrow();
    },
  );

  it('go away with files whose names are no text', () => {
    using worlds = openWorlds();
    const world = worlds.next();
    writeFileSync(Buffer.concat([Buffer.from(`${world.folder}/`), Buffer.from([0xff, 0xfe])]), 'content');
    world[Symbol.dispose]();
    expect(existsSync(world.folder)).toBe(false);
  });

  it('let others through and have nothing listed, whatever the umask', () => {
    const before = process.umask(0o077);
    try {
      using worlds = openWorlds();
      using world = worlds.next();
      const modes = [dirname(worlds.folder), worlds.folder, world.folder].map(
        path => statSync(path).mode & 0o777,
      );
      expect(modes).toEqual([0o711, 0o711, 0o755]);
    } finally {
      process.umask(before);
    }
  });

  it('go with closed folders in them', () => {
    using worlds = openWorlds();
    const world = worlds.next();
    mkdirSync(join(world.folder, 'closed'));
    writeFileSync(join(world.folder, 'closed', 'file'), '');
    chmodSync(join(world.folder, 'closed'), 0);
    world[Symbol.dispose]();
    expect(existsSync(world.folder)).toBe(false);
  });

  it('may have been removed already', () => {
    using worlds = openWorlds();
    const world = worlds.next();
    spawnSync('rm', ['-rf', world.folder]);
    world[Symbol.dispose]();
    expect(readdirSync(worlds.folder)).toEqual([]);
  });

  it.runIf(mountable)('hold disks that fill up (takes root and mounts)', () => {
    using worlds = openWorlds();
    const world = worlds.next();
    const disk = join(world.folder, 'disk');
    world.mountLimited(disk, 10_000);
    const file = openSync(join(disk, 'file'), 'w');
    expect(writeSync(file, Buffer.alloc(20_000))).toBe(12_288);
    expect(() => writeSync(file, Buffer.alloc(1))).toThrow('ENOSPC');
    closeSync(file);
    appendFileSync(join(world.folder, 'beside'), 'still room');
    world[Symbol.dispose]();
    expect(existsSync(world.folder)).toBe(false);
    expect(readMounts().filter(({ path }) => path.startsWith(worlds.folder))).toEqual([]);
  });

  it('mount nothing outside themselves', () => {
    using worlds = openWorlds();
    using world = worlds.next();
    expect(() => world.mountLimited(`${world.folder}/../elsewhere`, 4_096)).toThrow(
      'is no folder of the world',
    );
  });
});

describe('what a dead process left', () => {
  /** The worlds of a process that is over, with this name. */
  async function leave(fill: (folder: string) => void): Promise<string> {
    const child = spawn('sleep', ['0']);
    const start = look(child.pid ?? 0)?.start;
    await once(child, 'close');
    const worlds = openWorlds();
    fill(worlds.folder);
    const [, , namespace] = (worlds.folder.split('/').at(-1) ?? '').split('-');
    const left = join(dirname(worlds.folder), `${child.pid}-${start}-${namespace}-left`);
    renameSync(worlds.folder, left);
    return left;
  }

  it('is removed by the next start, closed and immutable or not', async () => {
    const left = await leave(folder => {
      mkdirSync(join(folder, 'closed'));
      writeFileSync(join(folder, 'closed', 'file'), '');
      spawnSync('chattr', ['+i', join(folder, 'closed', 'file')]);
      chmodSync(join(folder, 'closed'), 0);
    });
    using worlds = openWorlds();
    expect([existsSync(worlds.folder), existsSync(left)]).toEqual([true, false]);
  });

  it.runIf(mountable)('is unmounted first (takes root and mounts)', async () => {
    const left = await leave(() => {});
    mkdirSync(join(left, 'disk'));
    expect(spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', join(left, 'disk')]).status).toBe(0);
    using worlds = openWorlds();
    expect([existsSync(worlds.folder), existsSync(left)]).toEqual([true, false]);
    expect(readMounts().filter(({ path }) => path.startsWith(left))).toEqual([]);
  });

  it('is ended where it still works', async () => {
    const left = await leave(() => {});
    const stray = spawn('sleep', ['300'], { cwd: left, env: { PATH: '/usr/bin:/bin' } });
    using worlds = openWorlds();
    expect((await once(stray, 'exit'))[1]).toBe('SIGKILL');
    expect([existsSync(worlds.folder), existsSync(left)]).toEqual([true, false]);
  });

  it('is left alone while its process lives', () => {
    using living = openWorlds();
    using worlds = openWorlds();
    expect([existsSync(living.folder), existsSync(worlds.folder)]).toEqual([true, true]);
  });
});
