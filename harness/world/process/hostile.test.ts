import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, systemPath } from '../find-program.ts';
import { containments, hostile, Trial } from './fixtures/trial.ts';

const isRoot = process.geteuid?.() === 0;
/** A second is promised; a machine with more to do than it has cores gets more. */
const mostLateMs = 3_000;
const chattr = findProgram('chattr', systemPath) !== undefined && isRoot;

describe.each(containments)('a hostile program, contained by $kind', containment => {
  const contained = containment.kind !== 'none';
  let trial: Trial;
  beforeAll(() => {
    trial = new Trial(containment);
  });
  afterAll(() => {
    expect(readdirSync(trial.worlds.folder)).toEqual([]);
    trial[Symbol.dispose]();
    expect(existsSync(trial.worlds.folder)).toBe(false);
  });

  it('that hangs is ended at its limit, and what it wrote is kept', async () => {
    const { end, out, alive, ms } = await trial.run([hostile('hangs.sh')], { limitMs: 500 });
    expect({ end, out: out.text, alive }).toEqual({
      end: { kind: 'timed-out', limitMs: 500 },
      out: 'begun\n',
      alive: [],
    });
    expect(ms).toBeLessThan(500 + mostLateMs);
  });

  it('that ignores signals is ended all the same', async () => {
    const { end, alive, ms } = await trial.run([hostile('ignores-signals.sh')], { limitMs: 500 });
    expect({ end, alive }).toEqual({ end: { kind: 'timed-out', limitMs: 500 }, alive: [] });
    expect(ms).toBeLessThan(500 + mostLateMs);
  });

  it.each(['leaves-children.sh', 'leaves-daemon.sh'])(
    'that forks what outlives it is told of (%s)',
    async name => {
      const { end, leftBehind, alive } = await trial.run([hostile(name)]);
      expect({ end, leftBehind, alive }).toEqual({
        end: { kind: 'exited', status: 0 },
        leftBehind: expect.toSatisfy((count: number) => count >= 1),
        alive: [],
      });
    },
  );

  it('leaves nothing to the next one', async () => {
    await trial.run([hostile('leaves-children.sh')]);
    const { leftBehind, out } = await trial.run(['/bin/sh', '-c', 'echo clean']);
    expect({ leftBehind, out }).toEqual({ leftBehind: 0, out: { text: 'clean\n', cut: false } });
  });

  it('that writes without end is ended, and the cut is marked', async () => {
    const { end, out, err, alive } = await trial.run([hostile('floods.sh')]);
    expect(end).toEqual({ kind: 'flooded', limitBytes: 10_000 });
    expect({ length: out.text.length, cut: out.cut, err, alive }).toEqual({
      length: 10_000,
      cut: true,
      err: { text: '', cut: false },
      alive: [],
    });
  });

  it('that writes errors without end is ended, and the cut is marked', async () => {
    const { end, err } = await trial.run([hostile('floods-errors.sh')]);
    expect({ end, length: err.text.length, cut: err.cut }).toEqual({
      end: { kind: 'flooded', limitBytes: 10_000 },
      length: 10_000,
      cut: true,
    });
  });

  it('that writes just what it may is whole', async () => {
    const { end, out } = await trial.run(['/bin/sh', '-c', 'head -c 10000 /dev/zero']);
    expect({ end, length: out.text.length, cut: out.cut }).toEqual({
      end: { kind: 'exited', status: 0 },
      length: 10_000,
      cut: false,
    });
  });

  it('that allocates without end is ended', async () => {
    const { end, alive } = await trial.run([process.execPath, hostile('eats-memory.mjs')], {
      memoryBytes: 200_000_000,
    });
    expect({ end, alive }).toEqual({ end: { kind: 'out-of-memory', limitBytes: 200_000_000 }, alive: [] });
  });

  it('whose children allocate together what none may is ended', async () => {
    const { end, alive } = await trial.run([hostile('eats-memory-in-children.sh')], {
      memoryBytes: 150_000_000,
    });
    expect({ end, alive }).toEqual({ end: { kind: 'out-of-memory', limitBytes: 150_000_000 }, alive: [] });
  });

  it('that closes its output has its exit status read', async () => {
    const { end, out } = await trial.run([hostile('closes-output.sh')]);
    expect({ end, out: out.text }).toEqual({ end: { kind: 'exited', status: 7 }, out: '' });
  });

  it('that changes its directory is run as any other', async () => {
    const { end, out } = await trial.run([hostile('leaves-folder.sh')]);
    expect({ end, out: out.text }).toEqual({ end: { kind: 'exited', status: 0 }, out: '/\n' });
  });

  it('that deletes its world costs only that world', async () => {
    const { end, out } = await trial.run([hostile('deletes-world.sh')]);
    expect({ end, out: out.text }).toEqual({ end: { kind: 'exited', status: 0 }, out: 'gone\n' });
    expect((await trial.run(['/bin/sh', '-c', 'pwd'])).end).toEqual({ kind: 'exited', status: 0 });
  });

  it.runIf(contained)(
    `that signals its parent and everybody ends itself${contained ? '' : ' (uncontained: it would end this machine)'}`,
    async () => {
      const { end, alive } = await trial.run([hostile('kills-parent.sh')], { limitMs: 2_000 });
      expect(alive).toEqual([]);
      expect(['killed', 'timed-out']).toContain(end.kind);
    },
  );

  it('that kills its parent alone ends itself', async () => {
    const { alive } = await trial.run(['/bin/sh', '-c', 'kill -KILL $PPID; sleep 300'], { limitMs: 2_000 });
    expect(alive).toEqual([]);
  });

  it('that kills its group ends itself', async () => {
    const { end } = await trial.run([hostile('kills-group.sh')]);
    expect(end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  });

  it('that becomes more and more is ended, to the last', async () => {
    const { end, alive } = await trial.run([hostile('fork-bomb.sh')], { processes: 64 });
    expect({ end, alive }).toEqual({ end: { kind: 'killed', signal: 'SIGKILL' }, alive: [] });
  });

  it('that leaves closed folders and immutable files leaves nothing', async () => {
    const { end } = await trial.run([hostile('leaves-immutable.sh')]);
    expect(end).toEqual({ kind: 'exited', status: 0 });
  });

  it('that fills the disk is ended', async () => {
    const diskBytes = 50_000_000;
    const { end, alive } = await trial.run([hostile('fills-disk.sh')], { diskBytes });
    expect({ end, alive }).toEqual({ end: { kind: 'flooded', limitBytes: diskBytes }, alive: [] });
  });

  it('never sees the environment of the harness', async () => {
    const secret = 'sesame-4711';
    process.env['SEATRIAL_TEST_TOKEN'] = secret;
    try {
      const own = { environment: { PATH: '/usr/bin:/bin', MARK: 'mine' } };
      const { out } = await trial.run(['/bin/cat', '/proc/self/environ'], own);
      expect(out.text.split('\0').filter(Boolean).sort()).toEqual(['MARK=mine', 'PATH=/usr/bin:/bin']);
      if (!contained) return;
      const everybody = await trial.run([hostile('shows-environment.sh')], {
        ...own,
        outputBytes: 1_000_000,
      });
      expect(everybody.out.text).toContain('MARK=mine');
      expect(everybody.out.text).not.toContain(secret);
    } finally {
      delete process.env['SEATRIAL_TEST_TOKEN'];
    }
  });

  it.runIf(contained)(
    'that writes outside its world fails, and the file there is untouched (not where nothing contains it)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'outside-'));
      try {
        const file = join(folder, 'file');
        writeFileSync(file, 'as it was');
        const { err } = await trial.run([hostile('writes-outside.sh'), file]);
        expect(readFileSync(file, 'utf8')).toBe('as it was');
        expect(err.text).toContain('Read-only file system');
        expect(readdirSync(folder)).toEqual(['file']);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('reaches no port of the machine where it is contained', async () => {
    const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      const { out } = await trial.run([process.execPath, hostile('connects.mjs'), port]);
      expect(out.text).toMatch(contained ? /^(ECONNREFUSED|ENETUNREACH)\n$/ : /^connected\n$/);
    } finally {
      server.close();
    }
  });

  it.runIf(contained)('finds no other world (not where nothing contains it)', async () => {
    using other = new Trial(containment);
    using world = other.worlds.next();
    const { out, err } = await trial.run(['/bin/sh', '-c', `ls -A ${world.folder}/..; ls -A ../..`]);
    expect(err.text).toContain('No such file');
    expect(out.text.trim()).toBe(trial.worlds.folder.split('/').at(-1));
  });

  it('may write to /dev/stderr and /dev/stdout by name', async () => {
    const { out, err } = await trial.run([
      '/bin/sh',
      '-c',
      'echo one >/dev/stdout; echo two >/dev/stderr; echo three',
    ]);
    expect([out.text, err.text]).toEqual(['one\nthree\n', 'two\n']);
  });

  it.each([
    ['SIGKILL', 'KILL'],
    ['SIGTERM', 'TERM'],
    ['SIGSEGV', 'SEGV'],
  ])('that is ended by %s is told apart from one that exits', async (signal, name) => {
    const killed = await trial.run(['/bin/sh', '-c', `ulimit -c 0; kill -${name} $$`]);
    expect(killed.end).toEqual({ kind: 'killed', signal });
    const exited = await trial.run(['/bin/sh', '-c', 'exit 137']);
    expect(exited.end).toEqual({ kind: 'exited', status: 137 });
  });

  it('that can not be started says why', async () => {
    const missing = await trial.run(['/nowhere/program']);
    expect(missing.end).toEqual({
      kind: 'not-started',
      reason: expect.stringContaining('/nowhere/program: No such file or directory'),
    });
    const closed = await trial.run(['/etc/passwd']);
    expect(closed.end).toEqual({ kind: 'not-started', reason: expect.stringContaining('Permission denied') });
  });

  it('runs under the umask it is given', async () => {
    const { out } = await trial.run(['/bin/sh', '-c', 'umask'], { umask: 0o027 });
    expect(out.text).toBe('0027\n');
  });
});

describe('files that even root must not remove', () => {
  it.runIf(chattr)(`go with their world${chattr ? '' : ' (skipped: takes root and chattr)'}`, async () => {
    using trial = new Trial(containments[0]);
    const { end } = await trial.run(['/bin/sh', '-c', ': >fixed; chattr +i fixed; chattr +i .; lsattr -d .']);
    expect(end).toEqual({ kind: 'exited', status: 0 });
    expect(readdirSync(trial.worlds.folder)).toEqual([]);
  });
});
