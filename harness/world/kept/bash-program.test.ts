import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Start } from '../../stage.ts';
import { type KeptProgram, openBash } from './kept-program.ts';

let root: string;
let world: string;
beforeEach(() => {
  root = mkdtempSync('/dev/shm/seatrial-kept-');
  world = join(root, 'world');
  mkdirSync(world);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PATH = '/usr/bin:/bin';
const fine = { kind: 'exited', status: 0 };

function bash(text: string, limits = {}, name = 'f'): KeptProgram {
  const file = join(root, 'program.sh');
  writeFileSync(file, text);
  return openBash({
    source: { kind: 'bash', file, function: name },
    wrap: words => words,
    environment: { PATH, SECRET: 'of the caller' },
    privateFolder: mkdtempSync(join(root, 'private-')),
    limits: { outputBytes: 10_000, memoryBytes: 300_000_000, ...limits },
  });
}

function start(args: readonly string[] = [], more: Partial<Start> = {}): Start {
  return { arguments: args, environment: { PATH }, folder: world, ...more };
}

function isAlive(pid: string): boolean {
  return existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

const kill =
  'f() { case $1 in parent) kill -KILL "$PPID"; kill -KILL $$;; term) kill -TERM $$; sleep 100;; esac; echo fine; }';

it('notices a run that kills the kept bash, and opens another', async () => {
  await using program = bash(kill);
  expect((await program.start(start())).out.text).toBe('fine\n');
  expect((await program.start(start(['term']))).end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
  expect((await program.start(start())).out.text).toBe('fine\n');
});

it('ends a run that goes on for ever, whatever it ignores, with all that it started', async () => {
  await using program = bash(
    'f() { trap "" TERM INT HUP; [[ $1 == hang ]] || return 0; sleep 1000 & echo $!; exec 2>&-; while :; do sleep 1000; done; }',
  );
  expect((await program.start(start(['']))).end).toEqual(fine);
  const ran = await program.start(start(['hang'], { limitMs: 300 }));
  expect(ran.end).toEqual({ kind: 'timed-out', limitMs: 300 });
  expect(isAlive(ran.out.text.trim())).toBe(false);
  expect((await program.start(start(['']))).end).toEqual(fine);
});

it('counts a run that stops itself as one that goes on, and one that is continued as none', async () => {
  await using program = bash(
    'f() { pid=$BASHPID; [[ $1 == on ]] && { (sleep 0.1; kill -CONT "$pid") & }; kill -STOP "$pid"; echo on; return 6; }',
  );
  const stopped = await program.start(start(['', ''], { limitMs: 300 }));
  expect(stopped.end.kind).toBe('timed-out');
  const continued = await program.start(start(['on', '1']));
  expect(continued).toMatchObject({ end: { kind: 'exited', status: 6 }, out: { text: 'on\n' } });
});

it('counts and ends what is left behind', async () => {
  await using program = bash(
    'f() { [[ $1 == leave ]] && { sleep 1000 & echo $!; sleep 1000 & }; return 0; }',
  );
  const ran = await program.start(start(['leave']));
  expect(ran).toMatchObject({ end: fine, leftBehind: 2 });
  expect(isAlive(ran.out.text.trim())).toBe(false);
  expect((await program.start(start(['']))).leftBehind).toBe(0);
});

it('does not count what ends a moment later, and keeps what it says', async () => {
  await using program = bash('f() { exec > >(sleep 0.005; cat); echo late; }');
  expect(await program.start(start())).toMatchObject({ end: fine, out: { text: 'late\n' }, leftBehind: 0 });
});

it('cuts output at its limit, and ends what writes without end', async () => {
  await using program = bash(
    'f() { case $1 in endless) while :; do echo yes; done;; *) printf "%*s" "$1" x;; esac; }',
  );
  expect(await program.start(start(['10000']))).toMatchObject({ end: fine, out: { cut: false } });
  const flooded = { kind: 'flooded', limitBytes: 10_000 };
  const ran = await program.start(start(['10001']));
  expect(ran).toMatchObject({ end: flooded, out: { cut: true } });
  expect(ran.out.text.length).toBe(10_000);
  expect(await program.start(start(['endless']))).toMatchObject({ end: flooded, out: { cut: true } });
  expect((await program.start(start(['1']))).out.text).toBe('x');
});

it('ends a run that holds too much memory', async () => {
  await using program = bash('f() { local a=xxxxxxxxxxxxxxxx; while :; do a=$a$a; done; }');
  expect((await program.start(start())).end.kind).toBe('out-of-memory');
});

it.each([
  ['a NUL in a variable', start([], { environment: { A: 'a\0b' } })],
  ['a NUL in an argument', start(['a\0b'])],
  ['a variable without a name', start([], { environment: { '': 'x' } })],
  ['a name that holds =', start([], { environment: { 'a=b': 'x' } })],
  ['an argument that is too long', start(['x'.repeat(131_072)])],
  ['a working directory that is gone', start([], { folder: '/does/not/exist' })],
])('does not start with %s', async (_, impossible) => {
  await using program = bash('f() { echo ran; }');
  const ran = await program.start(impossible);
  expect(ran.end.kind).toBe('not-started');
  expect(ran.out.text).toBe('');
  expect((await program.start(start())).out.text).toBe('ran\n');
});

it('does not start a function that the file does not define', async () => {
  await using program = bash('f() { :; }', {}, 'g');
  const { end } = await program.start(start());
  expect('reason' in end && end.reason).toMatch(/program\.sh defines no function g$/);
});

it('hands a run nothing of the caller, of the loop or of another run', async () => {
  await using program = bash(
    'f() { x=${x-none}$1; echo "$x"; env; compgen -v | grep seatrial; ls /proc/self/fd; true; }',
  );
  for (const word of ['a', 'b']) {
    const { out } = await program.start(start([word]));
    expect(out.text).toMatch(new RegExp(`^none${word}\n`));
    expect(out.text).not.toMatch(/SECRET|of the caller|seatrial_/);
    expect(out.text).not.toMatch(/^6\d$/m);
  }
});

it('sources a file once that only defines, and leaves a file that closes the shell to its runs', async () => {
  await using program = bash('set -e\nf() { false; echo after; }\nexit 12\n');
  expect((await program.start(start())).end).toEqual({ kind: 'exited', status: 12 });
});

it('hands runs to one bash in the order they came', async () => {
  await using program = bash('f() { echo "$1 $$"; }');
  const ran = await Promise.all(['a', 'b', 'c'].map(word => program.start(start([word]))));
  const said = ran.map(({ out }) => out.text.trim().split(' '));
  expect(said.map(([word]) => word)).toEqual(['a', 'b', 'c']);
  expect(new Set(said.map(([, pid]) => pid)).size).toBe(1);
});
