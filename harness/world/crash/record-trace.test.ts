import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Volume } from '../../recording.ts';
import { hasStrace, withoutStrace } from '../strace/fixtures/has-strace.ts';
import { parseTrace } from '../strace/parse-trace.ts';
import { straceWords } from '../strace/strace-words.ts';
import { volumeOfFolder } from './folder-volume.ts';
import { recordTrace, type TraceRecord } from './record-trace.ts';
import { worldDifference } from './same-world.ts';

const umask = 0o022;
const hasPython = spawnSync('python3', ['-c', ''], { stdio: 'ignore' }).status === 0;

describe.skipIf(!hasStrace)(`a recording of a traced program${withoutStrace}`, () => {
  let root = '';
  let world = '';
  let cleanup = async (): Promise<void> => {};

  beforeEach(async () => {
    const made = await dir({ unsafeCleanup: true });
    cleanup = made.cleanup;
    root = fs.realpathSync(made.path);
    world = join(root, 'world');
    fs.mkdirSync(join(world, 'sub'), { recursive: true });
    fs.writeFileSync(join(world, 'file'), 'old content\n', { mode: 0o600 });
  });
  afterEach(() => cleanup());

  function record(words: readonly string[]): { readonly record: TraceRecord; readonly after: Volume } {
    const before = volumeOfFolder(world);
    const log = join(root, 'log');
    const [strace, ...rest] = straceWords({ injections: [], log });
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `umask 022; exec "$@"`, 'sh', strace, ...rest, ...words],
      {
        cwd: world,
        encoding: 'utf8',
        // A socket there would make bash read its start-up files.
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: '/usr/bin:/bin', UV_USE_IO_URING: '0' },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const start = {
      root: world,
      folder: world,
      umask,
      uid: process.getuid?.() ?? 0,
      gid: 0,
      began: 1000,
      finished: 2000,
    };
    const calls = parseTrace(fs.readFileSync(log, 'utf8'));
    return { record: recordTrace(before, calls, start), after: volumeOfFolder(world) };
  }

  /** What was entered, once the account of it is seen to be what is there. */
  function entered(words: readonly string[]): readonly string[] {
    const { record: made, after } = record(words);
    if (made.kind === 'impossible') throw new Error(made.reason);
    expect(worldDifference(made.ledger.volume(), after)).toBeUndefined();
    return made.ledger.recording(0, 0).operations.map(({ text }) => text);
  }

  const shell = (script: string): readonly string[] => entered(['bash', '-c', script]);

  it('has what a shell does with redirections, pipes and subshells, in whose name ever', () => {
    expect(
      shell('{ echo one; (echo two; echo three >&3); } >out 3>sub/other; echo four | cat >>out'),
    ).toEqual([
      'openat /out, a new file',
      'openat /sub/other, a new file',
      'write /out, 4 bytes',
      'write /out, 4 bytes',
      'write /sub/other, 6 bytes',
      'write /out, 5 bytes',
    ]);
  });

  it('has an emptied file, a replaced one, links, folders, modes and syncs', () => {
    expect(
      shell(`
        echo new >file; umask 077; mkdir made; ln file hard; ln -s file soft; mv -T file sub/moved; chmod 640 hard
        sync sub/moved; sync sub; sync -d hard; sync -f hard; sync; touch -d @5 hard; rm soft; rmdir made; truncate -s 1 hard`),
    ).toEqual([
      'openat /file, emptied',
      'write /file, 4 bytes',
      'mkdir /made',
      expect.stringMatching(/^linkat \/file to \/hard/),
      expect.stringMatching(/^symlinkat? \/soft|^symlinkat \/soft/),
      expect.stringMatching(/^rename\w* \/file to \/sub\/moved$/),
      'fchmodat /hard 0640',
      expect.stringMatching(/^fsync /),
      'fsync /sub',
      expect.stringMatching(/^fdatasync /),
      'syncfs',
      'sync',
      expect.stringMatching(/^utimensat /),
      'unlinkat /soft',
      expect.stringMatching(/^rmdir|^unlinkat \/made/),
      expect.stringMatching(/^ftruncate .* to 1 bytes$/),
    ]);
  });

  it('has copies that the kernel makes', () => {
    expect(
      shell('head -c 100000 /dev/zero | tr "\\0" x >big; cp big copy; cat big big >>copy').length,
    ).toBeGreaterThan(3);
  });

  it('follows relative paths from where each process stands', () => {
    expect(shell('cd sub; (cd ..; echo 1 >up); echo 2 >down; mv ../up .')).toEqual([
      'openat /up, a new file',
      'write /up, 2 bytes',
      'openat /sub/down, a new file',
      'write /sub/down, 2 bytes',
      expect.stringMatching(/^rename\w* \/up to \/sub\/up$/),
    ]);
  });

  const python = (script: string) => ['python3', '-c', `import os, mmap\n${script}`];
  const needsPython = hasPython ? '' : ' (skipped: no python3 here)';

  it.skipIf(!hasPython)(`has positions, vectors, unnamed files and exchanged names${needsPython}`, () => {
    expect(
      entered(
        python(`
f = os.open('file', os.O_RDWR)
os.read(f, 3); os.write(f, b'XY'); os.pwrite(f, b'\\x00\\xff', 20); os.lseek(f, -1, os.SEEK_END); os.writev(f, [b'1', b'', b'23'])
g = os.dup(f); os.write(g, b'after'); os.ftruncate(f, 40); os.posix_fallocate(f, 0, 50); os.fdatasync(f)
a = os.open('file', os.O_WRONLY | os.O_APPEND | os.O_DSYNC); os.write(a, b'end')
t = os.open('sub', os.O_TMPFILE | os.O_WRONLY, 0o640); os.write(t, b'hidden'); os.link('/proc/self/fd/%d' % t, 'sub/shown', src_dir_fd=os.open('.', os.O_RDONLY), follow_symlinks=True)
if os.fork() == 0:
    os.write(f, b'child'); os._exit(0)
os.wait(); os.write(f, b'parent'); os.fchmod(f, 0o604); os.utime('file', (1, 2)); os.rename('file', 'sub/shown')`),
      ),
    ).toEqual([
      'write /file, 2 bytes',
      'pwrite64 /file, 2 bytes',
      'writev /file, 3 bytes',
      'write /file, 5 bytes',
      'ftruncate /file to 40 bytes',
      'fallocate /file to 50 bytes',
      'fdatasync /file',
      'write /file, 3 bytes',
      'fdatasync, by O_SYNC or O_DSYNC',
      'openat /sub, a new file without a name',
      'write a file without a name, 6 bytes',
      'linkat a file without a name to /sub/shown',
      'write /file, 5 bytes',
      'write /file, 6 bytes',
      'fchmod /file 0604',
      'utimensat /file',
      'rename /file to /sub/shown',
    ]);
  });

  it.skipIf(!hasPython)(`says so where a file is written through a mapping${needsPython}`, () => {
    const { record: made } = record(
      python(`f = os.open('file', os.O_RDWR); m = mmap.mmap(f, 3); m[0:3] = b'NEW'; m.flush()`),
    );
    expect(made).toEqual({
      kind: 'impossible',
      reason: '/file is written through a mapping (mmap), which no trace shows',
    });
  });

  it.each([
    ['moved in', 'mv ../outside here', '/here was moved in from outside of the world by'],
    ['copied in', 'cp ../outside here', '/here got bytes from outside of the world by copy_file_range'],
    ['linked in', 'ln ../outside here', '/here became a name of a file outside of the world by linkat'],
  ])('says so where a file is %s from outside', (_how, script, reason) => {
    fs.writeFileSync(join(root, 'outside'), 'x'.repeat(5000));
    const { record: made } = record(['bash', '-c', script]);
    expect(made).toEqual({ kind: 'impossible', reason: expect.stringContaining(reason) });
  });

  it('does not take part of what happened for all of it', () => {
    const { record: made, after } = record(['bash', '-c', 'echo new >file']);
    if (made.kind === 'impossible') throw new Error(made.reason);
    fs.writeFileSync(join(world, 'file'), 'unseen');
    expect(worldDifference(made.ledger.volume(), volumeOfFolder(world))).toBe('"/file" holds other bytes');
    expect(worldDifference(made.ledger.volume(), after)).toBeUndefined();
  });
});
