import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type DirectoryResult, dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import { FileTaken, removeDurably, writeDurably } from './durable-write.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const mayMount = isRoot && (await mounts());

let folder: DirectoryResult;
beforeEach(async () => {
  folder = await dir({ unsafeCleanup: true });
});
afterEach(() => folder.cleanup());

/** Whether this machine lets root mount a file system: not in every container. */
async function mounts(): Promise<boolean> {
  const place = await dir({ unsafeCleanup: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', place.path]);
    await run('umount', [place.path]);
    return true;
  } catch {
    return false;
  } finally {
    await place.cleanup();
  }
}

/** Runs a step in a folder that is a file system of its own. */
async function mounted(options: string, step: (place: string) => Promise<void>): Promise<void> {
  const place = join(folder.path, 'mounted');
  await mkdir(place);
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  try {
    await step(place);
  } finally {
    await run('umount', [place]);
  }
}

describe('writeDurably', () => {
  it('writes a file, and leaves nothing beside it', async () => {
    const file = join(folder.path, 'a.json');
    await writeDurably(file, 'é');
    await writeDurably(file, Uint8Array.of(1, 0, 255));
    expect(await readFile(file)).toEqual(Buffer.of(1, 0, 255));
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('makes the folders that are missing', async () => {
    const file = join(folder.path, 'a', 'b', 'c', 'd.json');
    await writeDurably(file, 'x');
    expect(await readFile(file, 'utf8')).toBe('x');
  });

  it('writes an empty file, and one of many megabytes', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024, 'abc');
    await writeDurably(join(folder.path, 'empty'), '');
    await writeDurably(join(folder.path, 'large'), large);
    expect((await stat(join(folder.path, 'empty'))).size).toBe(0);
    expect((await readFile(join(folder.path, 'large'))).equals(large)).toBe(true);
  });

  it('gives the file the mode that the umask leaves', async () => {
    const file = join(folder.path, 'a.json');
    await writeDurably(file, 'x');
    expect((await stat(file)).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it('replaces a link, and never writes through it', async () => {
    await writeFile(join(folder.path, 'real'), 'old');
    await symlink('real', join(folder.path, 'link'));
    await writeDurably(join(folder.path, 'link'), 'new');
    expect(await readFile(join(folder.path, 'real'), 'utf8')).toBe('old');
    expect(await readFile(join(folder.path, 'link'), 'utf8')).toBe('new');
  });

  it('leaves a file that must not be replaced', async () => {
    const file = join(folder.path, 'a.json');
    await writeDurably(file, 'first', { replace: false });
    await expect(writeDurably(file, 'second', { replace: false })).rejects.toThrow(FileTaken);
    expect(await readFile(file, 'utf8')).toBe('first');
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('lets one of many at once have a name', async () => {
    const file = join(folder.path, 'a.json');
    const writes = Array.from({ length: 20 }, (_, n) => writeDurably(file, `${n}`, { replace: false }));
    const settled = await Promise.allSettled(writes);
    const winners = settled.flatMap(({ status }, n) => (status === 'fulfilled' ? [`${n}`] : []));
    expect(winners).toEqual([await readFile(file, 'utf8')]);
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('leaves one whole content when many write at once', async () => {
    const file = join(folder.path, 'a.json');
    const contents = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(50_000));
    await Promise.all(contents.map(content => writeDurably(file, content)));
    expect(contents).toContain(await readFile(file, 'utf8'));
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('says what is wrong, and leaves nothing behind, when a folder is in the way', async () => {
    const file = join(folder.path, 'a.json');
    await mkdir(file);
    const writing = writeDurably(file, 'x');
    await expect(writing).rejects.toThrow(HarnessFault);
    await expect(writing).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining(`${file} can't be written: `),
    });
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('does not take a file where a folder should be for one that must not be replaced', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const writing = writeDurably(join(folder.path, 'file', 'a.json'), 'x', { replace: false });
    await expect(writing).rejects.toThrow(HarnessFault);
    await expect(writing).rejects.not.toThrow(FileTaken);
  });

  it.skipIf(isRoot)('fails in a read-only folder (not as root: modes do not hold it)', async () => {
    await chmod(folder.path, 0o555);
    await expect(writeDurably(join(folder.path, 'a.json'), 'x')).rejects.toMatchObject({ code: 'disk' });
    await chmod(folder.path, 0o755);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it.skipIf(!mayMount)('fails on a read-only file system (needs root: mount)', async () => {
    await mounted('size=64k', async place => {
      await writeFile(join(place, 'a.json'), 'old');
      await run('mount', ['-o', 'remount,ro', place]);
      await expect(writeDurably(join(place, 'a.json'), 'new')).rejects.toMatchObject({
        code: 'disk',
        message: expect.stringContaining('EROFS'),
      });
      expect(await readFile(join(place, 'a.json'), 'utf8')).toBe('old');
      expect(await readdir(place)).toEqual(['a.json']);
    });
  });

  it.skipIf(!mayMount)(
    'leaves the old file and nothing else on a full disk (needs root: tmpfs)',
    async () => {
      await mounted('size=16k', async place => {
        const file = join(place, 'a.json');
        await writeDurably(file, 'old');
        await expect(writeDurably(file, 'x'.repeat(100_000))).rejects.toMatchObject({
          code: 'disk',
          message: expect.stringContaining('ENOSPC'),
        });
        expect(await readFile(file, 'utf8')).toBe('old');
        expect(await readdir(place)).toEqual(['a.json']);
        await writeDurably(file, 'small again');
        expect(await readFile(file, 'utf8')).toBe('small again');
      });
    },
  );

  it('leaves the old or the new content, and no file that could be taken for a case, when it is killed', async () => {
    const file = join(folder.path, 'a.json');
    const contents = ['a'.repeat(300_000), 'b'.repeat(300_000)];
    const module = JSON.stringify(new URL('./durable-write.ts', import.meta.url).href);
    const program = `
      const { writeDurably } = await import(${module});
      for (let n = 0; ; n++) {
        await writeDurably(${JSON.stringify(file)}, 'ab'[n % 2].repeat(300_000));
        process.stdout.write('.');
      }`;
    for (let kill = 0; kill < 5; kill++) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // Some writes are done, and the next is under way.
      for (let dots = 0; dots <= kill; dots++) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(contents).toContain(await readFile(file, 'utf8'));
      for (const name of await readdir(folder.path))
        expect(name).toMatch(/^a\.json$|^\.seatrial-[0-9a-f]{16}\.tmp$/);
    }
  });
});

/** The calls of a write that decide whether it survives a power cut, in order, without their arguments. */
async function callsOf(file: string): Promise<readonly string[]> {
  const module = JSON.stringify(new URL('./durable-write.ts', import.meta.url).href);
  const program = `(await import(${module})).writeDurably(${JSON.stringify(file)}, 'x')`;
  const log = join(folder.path, 'calls');
  const traced = 'trace=openat,write,pwrite64,fsync,close,rename,renameat,renameat2';
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', program];
  const environment = { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' };
  await run('strace', ['-f', '-y', '-o', log, '-e', traced, ...node], { env: environment });
  const lines = (await readFile(log, 'utf8')).split('\n');
  return lines.flatMap(line => {
    const call = /^\d+ +(\w+)\(/.exec(line)?.[1];
    if (call === undefined || !line.includes(join(folder.path, 'in'))) return [];
    const what = line.includes('.seatrial-') ? 'temporary' : 'folder';
    return call.startsWith('rename') ? ['rename'] : [`${call} ${what}`];
  });
}

const hasStrace = await run('strace', ['-o', '/dev/null', 'true']).then(
  () => true,
  () => false,
);

describe('what reaches the disk', () => {
  it.skipIf(!hasStrace)(
    'is synced before it gets its name, and the name after (needs strace, and leave to trace)',
    async () => {
      const file = join(folder.path, 'in', 'a.json');
      await mkdir(dirname(file));
      expect(await callsOf(file)).toEqual([
        'openat temporary',
        'pwrite64 temporary',
        'fsync temporary',
        'close temporary',
        'rename',
        'openat folder',
        'fsync folder',
        'close folder',
      ]);
    },
  );
});

describe('removeDurably', () => {
  it('removes a file', async () => {
    await writeFile(join(folder.path, 'a.json'), '');
    await removeDurably(join(folder.path, 'a.json'));
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('says so when there is none', async () => {
    await expect(removeDurably(join(folder.path, 'a.json'))).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining("can't be removed"),
    });
  });
});
