import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Injection, TracedCall } from '../../stage.ts';
import { aimAt } from './aim.ts';
import { fdPath } from './arguments.ts';
import { hasStrace, withoutStrace } from './fixtures/has-strace.ts';
import { parseTrace } from './parse-trace.ts';
import { straceWords } from './strace-words.ts';
import { worldCalls } from './world-calls.ts';

const shellProgram = `#!/bin/sh
[ -f "$1" ] || exit 1
temporary=$(mktemp "$(dirname "$2")/.r.XXXXXX") || exit 1
sed s/old/new/ "$1" >"$temporary" && sync "$temporary" && mv -T "$temporary" "$2" && touch "$3" && exit 0
rm -f "$temporary"
exit 1
`;

const nodeProgram = `
const { promises: fs } = require('node:fs');
const [source, target, marker] = process.argv.slice(2);
const temporary = target + '.' + require('node:crypto').randomBytes(8).toString('hex');
(async () => {
  const text = await fs.readFile(source, 'utf8');
  await fs.lstat(target);
  const file = await fs.open(temporary, 'wx', 0o600);
  try {
    await file.write(text);
    await file.sync();
    await file.close();
    await fs.rename(temporary, target);
    await fs.writeFile(marker, '');
  } catch (error) {
    await fs.unlink(temporary);
    throw error;
  }
})().catch(() => { process.exitCode = 1; });
`;

describe.skipIf(!hasStrace)(`a call of a recorded run${withoutStrace}`, () => {
  let folder = '';
  let world = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatrial-aim-'));
    world = join(folder, 'world');
    writeFileSync(join(folder, 'program.sh'), shellProgram);
    writeFileSync(join(folder, 'program.cjs'), nodeProgram);
    chmodSync(join(folder, 'program.sh'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(program: readonly string[], injections: readonly Injection[]) {
    rmSync(world, { recursive: true, force: true });
    mkdirSync(world);
    writeFileSync(join(world, 'source'), 'old\n');
    writeFileSync(join(world, 'target'), 'before\n');
    const log = join(folder, 'log');
    const files = ['source', 'target', 'marker'].map(name => join(world, name));
    const [first, ...words] = [...straceWords({ injections, log }), ...program, ...files];
    const { status, signal, stderr } = spawnSync(first, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
      timeout: 20_000,
    });
    return { status, signal, stderr, trace: parseTrace(readFileSync(log, 'utf8')), files };
  }

  function at(trace: readonly TracedCall[], matches: (call: TracedCall) => boolean): number {
    const found = worldCalls(trace, { world: [world], working: folder }).find(({ traced }) =>
      matches(traced),
    );
    if (found === undefined) throw new Error('the run did no such call');
    return found.index;
  }

  const onTemporary = ({ arguments: [to = ''] }: TracedCall): boolean =>
    /\/(\.r\.|target\.)\w+$/.test(fdPath(to) ?? '');
  const kinds: readonly [string, (folder: string) => readonly string[]][] = [
    ['a shell', from => [join(from, 'program.sh')]],
    ['Node', from => [process.execPath, join(from, 'program.cjs')]],
  ];

  for (const [kind, commandIn] of kinds) {
    describe(`of ${kind}`, () => {
      const calls: readonly [string, (call: TracedCall) => boolean, Injection['effect']][] = [
        [
          'the rename',
          ({ call, result, injected }) => call.startsWith('rename') && (result === 0 || injected),
          { kind: 'error', code: 'EIO' },
        ],
        [
          'the write of a temporary file that nobody knew of',
          call => call.call === 'write' && onTemporary(call),
          { kind: 'error', code: 'ENOSPC' },
        ],
        ['its fsync', call => call.call === 'fsync' && onTemporary(call), { kind: 'error', code: 'EIO' }],
      ];
      for (const [what, matches, effect] of calls) {
        it(`is hit, and nothing else: ${what}`, () => {
          const recorded = run(commandIn(folder), []);
          expect(recorded.status).toBe(0);
          const known = new Set([world, ...recorded.files]);
          const aim = aimAt({ trace: recorded.trace, known }, [at(recorded.trace, matches)]);
          const [nth] = aim?.at ?? [];
          if (aim === undefined || nth === undefined) throw new Error('no way to hit it');
          const injection = { ...nth, effect, ...(aim.after !== undefined && { after: aim.after }) };
          const { trace, status, stderr } = run(commandIn(folder), [injection]);
          const injected = trace.filter(call => call.injected);
          expect(injected.map(({ error }) => error)).toEqual([effect.kind === 'error' ? effect.code : '']);
          expect(injected.every(matches)).toBe(true);
          expect([status, stderr.includes('strace')]).toEqual([1, false]);
          expect(readFileSync(join(world, 'target'), 'utf8')).toBe('before\n');
          expect(readdirSync(world).sort()).toEqual(['source', 'target']);
        });
      }
    });
  }
});
