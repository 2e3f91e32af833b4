import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as fc from 'fast-check';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { removeTree } from '../engine/repro/remove-tree.ts';
import { MemoryCalls } from './memory-calls.ts';
import { MemoryDisk } from './memory-disk.ts';

const { constants } = fs;
const names = [
  'a',
  'b',
  'sub',
  'sub/c',
  'link',
  'dangling',
  'folderlink',
  'folderlink/c',
  'fifo',
  'locked',
  'locked/d',
  'loop',
  'a/x',
  '.',
  'sub/..',
  'sub/../a',
  'new',
  'new/inner',
];
const flagSets = [
  constants.O_RDONLY,
  constants.O_RDONLY | constants.O_DIRECTORY,
  constants.O_RDONLY | constants.O_NOFOLLOW,
  constants.O_WRONLY,
  constants.O_RDWR,
  constants.O_WRONLY | constants.O_TRUNC,
  constants.O_WRONLY | constants.O_CREAT,
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
  constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
  constants.O_WRONLY | constants.O_APPEND,
];

const onPaths = ['lstat', 'stat', 'readlink', 'unlink', 'mkdir', 'rmdir', 'readdir', 'utimes'] as const;

type Step =
  | { readonly do: 'open'; readonly path: string; readonly flags: number; readonly mode: number }
  | {
      readonly do: 'read' | 'write' | 'fsync' | 'fstat' | 'close';
      readonly nth: number;
      readonly size: number;
    }
  | { readonly do: 'fchmod'; readonly nth: number; readonly mode: number }
  | { readonly do: (typeof onPaths)[number]; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string };

const path = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('open'),
    path,
    flags: fc.constantFrom(...flagSets),
    mode: fc.constantFrom(0o666, 0o600, 0o000, 0o777),
  }),
  fc.record({
    do: fc.constantFrom('read', 'write', 'fsync', 'fstat', 'close'),
    nth: fc.integer({ min: 0, max: 3 }),
    size: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    do: fc.constant('fchmod'),
    nth: fc.integer({ min: 0, max: 3 }),
    mode: fc.constantFrom(0o644, 0o000, 0o7777),
  }),
  fc.record({ do: fc.constantFrom(...onPaths), path }),
  fc.record({ do: fc.constant('rename'), path, to: path }),
);

/** The operations under comparison, each answering with something that can be compared. */
interface Side {
  open(path: string, flags: number, mode: number): number;
  read(descriptor: number, size: number): string;
  write(descriptor: number, bytes: Buffer): number;
  fsync(descriptor: number): void;
  fchmod(descriptor: number, mode: number): void;
  fstat(descriptor: number): string;
  close(descriptor: number): void;
  lstat(path: string): string;
  stat(path: string): string;
  readlink(path: string): string;
  mkdir(path: string): void;
  rmdir(path: string): void;
  readdir(path: string): string;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  utimes(path: string): string;
}

const time = 1_600_000_000_000;

function realStatus(stats: fs.BigIntStats): string {
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'folder'
      : stats.isSymbolicLink()
        ? 'link'
        : 'fifo';
  const size = kind === 'folder' ? 0 : Number(stats.size);
  return `${kind} ${Number(stats.mode & 0o7777n).toString(8)} ${size} ${stats.uid}`;
}

function realSide(root: string): Side {
  const at = (path: string): string => `${root}/${path}`;
  return {
    open: (path, flags, mode) => fs.openSync(at(path), flags | constants.O_NONBLOCK, mode),
    read: (descriptor, size) => {
      const into = Buffer.alloc(size);
      return into.toString('latin1', 0, fs.readSync(descriptor, into, 0, size, null));
    },
    write: (descriptor, bytes) => fs.writeSync(descriptor, bytes, 0, bytes.length, null),
    fsync: descriptor => fs.fsyncSync(descriptor),
    fchmod: (descriptor, mode) => fs.fchmodSync(descriptor, mode),
    fstat: descriptor => realStatus(fs.fstatSync(descriptor, { bigint: true })),
    close: descriptor => fs.closeSync(descriptor),
    lstat: path => realStatus(fs.lstatSync(at(path), { bigint: true })),
    stat: path => realStatus(fs.statSync(at(path), { bigint: true })),
    readlink: path => fs.readlinkSync(at(path)),
    mkdir: path => fs.mkdirSync(at(path)),
    rmdir: path => fs.rmdirSync(at(path)),
    readdir: path => fs.readdirSync(at(path)).sort().join(' '),
    unlink: path => fs.unlinkSync(at(path)),
    rename: (from, to) => fs.renameSync(at(from), at(to)),
    utimes: path => {
      fs.utimesSync(at(path), time / 1000, time / 1000);
      return String(fs.statSync(at(path), { bigint: true }).mtimeNs);
    },
  };
}

function memorySide(disk: MemoryDisk, calls: MemoryCalls): Side {
  const at = (path: string): string => `/root/${path}`;
  const told = (status: ReturnType<MemoryCalls['lstat']>): string =>
    `${status.kind} ${status.mode.toString(8)} ${status.size} ${status.uid}`;
  return {
    open: (path, flags, mode) => calls.openFile(at(path), flags | constants.O_NONBLOCK, mode),
    read: (descriptor, size) => {
      const into = Buffer.alloc(size);
      return into.toString('latin1', 0, calls.read(descriptor, into, null));
    },
    write: (descriptor, bytes) => calls.write(descriptor, bytes),
    fsync: descriptor => calls.fsync(descriptor),
    fchmod: (descriptor, mode) => calls.fchmod(descriptor, mode),
    fstat: descriptor => told(calls.fstat(descriptor)),
    close: descriptor => calls.close(descriptor),
    lstat: path => told(calls.lstat(at(path))),
    stat: path => told(calls.stat(at(path))),
    readlink: path => calls.readlink(at(path)),
    mkdir: path => calls.mkdir(at(path)),
    rmdir: path => calls.rmdir(at(path)),
    readdir: path => calls.readdir(at(path)).join(' '),
    unlink: path => calls.unlink(at(path)),
    rename: (from, to) => calls.rename(at(from), at(to)),
    utimes: path => {
      calls.utimes(at(path), time);
      const { node } = disk.walk({ uid: 0 }, at(path), 'stat', true);
      return String(BigInt(node?.mtime ?? 0) * 1_000_000n);
    },
  };
}

function answer(act: () => unknown): string {
  try {
    return `gave ${String(act())}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `failed with ${String(error.code)}`;
    throw error;
  }
}

/** Does the steps; a descriptor is named by how many opens before it succeeded. */
function trace(side: Side, steps: readonly Step[]): readonly string[] {
  const descriptors: number[] = [];
  const answers: string[] = [];
  const closed = new Set<number>();
  const at = (nth: number): number | undefined => (closed.has(nth) ? undefined : descriptors[nth]);
  for (const one of steps) {
    const line = ((): string => {
      switch (one.do) {
        case 'open':
          return answer(() => `descriptor ${descriptors.push(side.open(one.path, one.flags, one.mode))}`);
        case 'rename':
          return answer(() => side.rename(one.path, one.to));
        case 'lstat':
        case 'stat':
        case 'readlink':
        case 'unlink':
        case 'mkdir':
        case 'rmdir':
        case 'readdir':
        case 'utimes':
          return answer(() => side[one.do](one.path));
        default: {
          const descriptor = at(one.nth);
          if (descriptor === undefined) return 'not open';
          if (one.do === 'fchmod') return answer(() => side.fchmod(descriptor, one.mode));
          if (one.do === 'read') return answer(() => side.read(descriptor, one.size));
          if (one.do === 'write') return answer(() => side.write(descriptor, Buffer.alloc(one.size, 'w')));
          const { do: operation } = one;
          if (operation === 'close') closed.add(one.nth);
          return answer(() => side[operation](descriptor));
        }
      }
    })();
    answers.push(`${JSON.stringify(one)}: ${line}`);
  }
  for (const [nth, descriptor] of descriptors.entries()) if (!closed.has(nth)) side.close(descriptor);
  return answers;
}

function everything(side: Side, folder: string): readonly string[] {
  const listed = answer(() => side.readdir(folder));
  const inner = listed.startsWith('gave ') ? listed.slice(5).split(' ').filter(Boolean) : [];
  return inner.flatMap(name => {
    const status = answer(() => side.lstat(`${folder}/${name}`));
    const below = status.startsWith('gave folder') ? everything(side, `${folder}/${name}`) : [];
    return [`${folder}/${name} ${status}`, ...below];
  });
}

function setUp(root: string, disk: MemoryDisk, uid: number): void {
  fs.mkdirSync(root, { mode: 0o755 });
  const put = disk.put.bind(disk);
  put('/root', { kind: 'folder', uid });
  fs.writeFileSync(join(root, 'a'), 'hello');
  put('/root/a', { kind: 'file', content: Buffer.from('hello'), uid });
  fs.mkdirSync(join(root, 'sub'));
  put('/root/sub', { kind: 'folder', uid });
  fs.writeFileSync(join(root, 'sub/c'), 'inner', { mode: 0o400 });
  put('/root/sub/c', { kind: 'file', content: Buffer.from('inner'), mode: 0o400, uid });
  for (const [name, to] of [
    ['link', 'a'],
    ['dangling', 'sub/none'],
    ['folderlink', 'sub'],
    ['loop', 'loop'],
  ] as const) {
    fs.symlinkSync(to, join(root, name));
    put(`/root/${name}`, { kind: 'link', to, uid });
  }
  execFileSync('mkfifo', ['-m', '644', join(root, 'fifo')]);
  put('/root/fifo', { kind: 'fifo', uid });
  fs.mkdirSync(join(root, 'locked'));
  fs.writeFileSync(join(root, 'locked/d'), 'shut');
  fs.chmodSync(join(root, 'locked'), 0o444);
  put('/root/locked', { kind: 'folder', mode: 0o444, uid });
  put('/root/locked/d', { kind: 'file', content: Buffer.from('shut'), uid });
}

function compare(folder: string, uid: number): void {
  const umask = process.umask();
  const sequences = fc.sample(fc.array(step, { maxLength: 14, size: 'max' }), {
    seed: 20261122,
    numRuns: 500,
  });
  try {
    for (const [count, steps] of sequences.entries()) {
      const root = join(folder, `run-${count}`);
      const disk = new MemoryDisk();
      process.umask(0o022);
      setUp(root, disk, uid);
      process.umask(0o027);
      const real = realSide(root);
      const memory = memorySide(disk, new MemoryCalls(disk, { uid, umask: 0o027 }));
      expect(trace(memory, steps)).toEqual(trace(real, steps));
      expect(everything(memory, '.')).toEqual(everything(real, '.'));
    }
  } finally {
    process.umask(umask);
  }
}

describe('the disk in memory and the real one', () => {
  const own = process.geteuid?.() ?? 0;

  it('answer the same to the same operations', async () => {
    const folder = await dir({ unsafeCleanup: true });
    compare(folder.path, own);
    await removeTree(folder.path);
  });

  it.skipIf(own !== 0)('answer the same to a user without rights (needs root to become one)', async () => {
    const folder = await dir({ unsafeCleanup: true });
    fs.chownSync(folder.path, 1000, 1000);
    process.setegid?.(1000);
    process.seteuid?.(1000);
    try {
      compare(folder.path, 1000);
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
    }
    await removeTree(folder.path);
  });
});
