import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Start } from '../../stage.ts';
import { type KeptProgram, openServe } from './kept-program.ts';

let root: string;
let world: string;
beforeEach(() => {
  root = mkdtempSync('/dev/shm/seatrial-kept-');
  world = join(root, 'world');
  mkdirSync(world);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const environment = { PATH: '/usr/bin:/bin:/usr/local/bin' };

function serve(words: readonly [string, ...string[]], limits = {}): KeptProgram {
  return openServe({
    source: { kind: 'serve', words },
    wrap: inner => inner,
    environment,
    privateFolder: root,
    limits: { outputBytes: 10_000, memoryBytes: 300_000_000, ...limits },
  });
}

/** A program in Python: `answer(request, **keys)` answers, the body is run for each request. */
function python(body: string, limits = {}): KeptProgram {
  const file = join(root, 'program.py');
  const lines = body.split('\n').map(line => `    ${line}`);
  const head = [
    'import json, os, signal, subprocess, sys, time',
    'def answer(r, **k): print(json.dumps({"id": r["id"], "status": 0, "out": "", "err": "", **k}), flush=True)',
    'for n, line in enumerate(sys.stdin):',
    '    r = json.loads(line)',
    '    a = r["arguments"]',
  ];
  writeFileSync(file, [...head, ...lines, ''].join('\n'));
  return serve(['python3', file], limits);
}

function start(args: readonly string[] = [], more: Partial<Start> = {}): Start {
  return { arguments: args, environment: { NAME: 'Ada' }, folder: world, ...more };
}

const document = readFileSync(new URL('./serve-protocol.md', import.meta.url), 'utf8');
const exampleIn = (language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(document)?.[1] ?? '';
const noGo = spawnSync('go', ['version']).status !== 0;
const noPython = spawnSync('python3', ['--version'], { env: environment }).status !== 0;
const withoutPython = noPython ? ' (skipped: there is no python3 here)' : '';

describe('the examples of the protocol', () => {
  async function greets(program: KeptProgram): Promise<void> {
    for (const name of ['Ada', 'Grace\n"x"']) {
      const ran = await program.start(start(['a', '', 'ü b'], { environment: { NAME: name }, umask: 0o027 }));
      expect(ran).toEqual({
        end: { kind: 'exited', status: 0 },
        out: { text: `greeted ${name}\n`, cut: false },
        err: { text: '', cut: false },
        leftBehind: 0,
      });
      expect(readFileSync(join(world, 'greeting'), 'utf8')).toBe(`${name}: a  ü b\n`);
      expect(statSync(join(world, 'greeting')).mode & 0o777).toBe(0o640);
      rmSync(join(world, 'greeting'));
    }
  }

  it.skipIf(noPython)(`speaks it in Python${withoutPython}`, async () => {
    const file = join(root, 'example.py');
    writeFileSync(file, exampleIn('python'));
    chmodSync(file, 0o755);
    await using program = serve([file]);
    await greets(program);
  });

  it.skipIf(noGo)(
    `speaks it in Go${noGo ? ' (skipped: there is no go here)' : ''}`,
    async () => {
      const file = join(root, 'example.go');
      writeFileSync(file, exampleIn('go'));
      const built = spawnSync('go', ['build', '-o', join(root, 'example'), file], { encoding: 'utf8' });
      expect(built.stderr).toBe('');
      await using program = serve([join(root, 'example')]);
      await greets(program);
    },
    120_000,
  );
});

it('serve: says that it could not be started', async () => {
  await using program = serve([join(root, 'missing')]);
  expect((await program.start(start())).end.kind).toBe('not-started');
});

describe.skipIf(noPython)(`serve: when the program does something else than answer${withoutPython}`, () => {
  it('kills one that does not answer in time, and starts it anew', async () => {
    await using program = python('if a == ["hang"]: time.sleep(100)\nanswer(r, out=str(n))');
    expect((await program.start(start())).out.text).toBe('0');
    expect((await program.start(start(['hang'], { limitMs: 200 }))).end).toEqual({
      kind: 'timed-out',
      limitMs: 200,
    });
    expect((await program.start(start())).out.text).toBe('0');
    expect((await program.start(start())).out.text).toBe('1');
  });

  it('tells how one ended, with its log', async () => {
    await using program = python(
      'print("went wrong", file=sys.stderr, flush=True)\nif a == ["exit"]: sys.exit(7)\nos.kill(os.getpid(), signal.SIGSEGV)',
    );
    const exited = await program.start(start(['exit']));
    expect(exited.end).toEqual({ kind: 'exited', status: 7 });
    expect(exited.err.text).toBe('went wrong\n');
    expect((await program.start(start())).end).toEqual({ kind: 'killed', signal: 'SIGSEGV' });
  });

  it.each([
    ['not JSON', 'print("hello", flush=True)', 'which is not JSON'],
    ['a status that is none', 'answer(r, status=256)', 'status: '],
    ['a status that is a string', 'answer(r, status="0")', 'status: '],
    ['another id', 'answer({"id": 99})', 'request 99 when asked for request 1'],
    ['a key that is unknown', 'answer(r, output="x")', 'output'],
    ['a list', 'print("[]", flush=True)', 'expected object'],
  ])('takes %s for a broken protocol, and goes on', async (_, body, reason) => {
    await using program = python(`if a == ["right"]: answer(r)\nelse: ${body}`);
    const ran = await program.start(start());
    expect(ran.end.kind).toBe('broken-protocol');
    expect('reason' in ran.end && ran.end.reason).toContain(reason);
    expect((await program.start(start(['right']))).end).toEqual({ kind: 'exited', status: 0 });
  });

  it('takes a second answer for a broken protocol', async () => {
    await using program = python(
      'answer(r)\nsys.stdout.write("{}"); sys.stdout.flush()\nif n == 0: answer(r)',
    );
    const ends = [(await program.start(start())).end.kind, (await program.start(start())).end.kind];
    expect(ends).toContain('broken-protocol');
  });

  it('keeps so much output, and ends one that writes without end', async () => {
    await using program = python(
      'while a == ["endless"]: sys.stdout.write("x" * 65536)\nanswer(r, out="x" * (20000 if a == ["long"] else 1))',
    );
    const flooded = { kind: 'flooded', limitBytes: 10_000 };
    const long = await program.start(start(['long']));
    expect(long).toMatchObject({ end: flooded, out: { text: 'x'.repeat(10_000), cut: true } });
    expect((await program.start(start(['endless']))).end).toEqual(flooded);
    expect((await program.start(start())).end).toEqual({ kind: 'exited', status: 0 });
  });

  it('ends one that holds too much memory', async () => {
    await using program = python('held = [bytearray(b"x" * 1000000) for _ in range(900)]\ntime.sleep(100)');
    expect((await program.start(start())).end.kind).toBe('out-of-memory');
  });

  it('counts and ends what a run leaves behind, after the first', async () => {
    await using program = python(
      'child = subprocess.Popen(["sleep", "1000"]) if a == ["leave"] else None\nanswer(r, out=str(child.pid) if child else "")',
    );
    expect((await program.start(start())).leftBehind).toBe(0);
    const ran = await program.start(start(['leave']));
    expect(ran.leftBehind).toBe(1);
    expect(readState(Number(ran.out.text))).not.toBe('sleeping');
    expect((await program.start(start())).leftBehind).toBe(0);
  });

  it('keeps what it says of its features, and runs starts in the order they came', async () => {
    await using program = python('time.sleep(0.05 if n == 0 else 0)\nanswer(r, features=["n=" + str(n)])');
    const ran = await Promise.all([program.start(start()), program.start(start())]);
    expect(ran.map(({ features }) => features)).toEqual([['n=0'], ['n=1']]);
  });
});

function readState(pid: number): string {
  try {
    return /\) [SR] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) ? 'sleeping' : 'ended';
  } catch {
    return 'gone';
  }
}
