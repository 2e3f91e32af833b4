import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../arbitraries/fault-plan.ts';
import type { Injection } from '../../stage.ts';
import { firedOf } from './fired.ts';
import { placeBrokenStrace } from './fixtures/broken-strace.ts';
import { hasStrace, withoutStrace } from './fixtures/has-strace.ts';
import { knownPaths } from './known-paths.ts';
import { parseTrace } from './parse-trace.ts';
import { planInjections } from './plan-injection.ts';
import { straceWords } from './strace-words.ts';

const program = `#!/bin/sh
[ -f "$PWD/source" ] || exit 1
printf 1 >.temporary.$$ && printf 2 >>.temporary.$$ && mv -T .temporary.$$ target && exit 0
exit 1
`;

const error = (operation: Fault['operation'], nth: number, lasting = false): Fault => ({
  operation,
  nth,
  effect: { kind: 'error', code: 'EIO', lasting },
});

describe.skipIf(!hasStrace)(`faults planned as the n-th operation of a kind${withoutStrace}`, () => {
  let folder = '';
  let world = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatrial-plan-'));
    world = join(folder, 'world');
    mkdirSync(world);
    writeFileSync(join(folder, 'program'), program);
    writeFileSync(join(world, 'source'), '');
    chmodSync(join(folder, 'program'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(injections: readonly Injection[], path = process.env['PATH'] ?? '') {
    const log = join(folder, 'log');
    const [strace, ...words] = [...straceWords({ injections, log }), join(folder, 'program')];
    const ran = spawnSync(strace, words, {
      cwd: world,
      env: { ...process.env, PATH: path },
      timeout: 20_000,
    });
    return { status: ran.status, signal: ran.signal, trace: parseTrace(readFileSync(log, 'utf8')) };
  }

  function plan(faults: readonly Fault[]) {
    const known = knownPaths([world], []);
    const { trace } = run([]);
    return planInjections(faults, { trace, known, world: [world], working: world });
  }

  function planned(faults: readonly Fault[]): readonly Injection[] {
    const made = plan(faults);
    if (made.kind !== 'planned') throw new Error(JSON.stringify(made));
    return made.injections;
  }

  it('fire there, as the trace shows', () => {
    const injections = planned([error('write', 2)]);
    const { status, trace } = run(injections);
    expect(firedOf(injections, trace).map(({ outcome }) => outcome)).toEqual(['fired']);
    const [hit, ...others] = trace.filter(({ injected }) => injected);
    expect([hit?.call, hit?.arguments[1], others]).toEqual(['write', '"2"', []]);
    expect(status).toBe(1);
  });

  it('kill before and after an operation', () => {
    for (const [when, content] of [
      ['before', '1'],
      ['after', '12'],
    ] as const) {
      const injections = planned([{ operation: 'write', nth: 2, effect: { kind: 'crash', when } }]);
      const { signal, trace } = run(injections);
      expect([signal, firedOf(injections, trace).map(({ outcome }) => outcome)]).toEqual([
        'SIGKILL',
        ['fired'],
      ]);
      const written = trace.filter(({ call, result }) => call === 'write' && result === 1);
      expect(written.map(({ arguments: [, bytes = ''] }) => bytes.slice(1, -1)).join('')).toBe(content);
    }
  });

  it('fire two at once', () => {
    const injections = planned([error('write', 1), error('close', 1)]);
    const { trace } = run(injections);
    expect(firedOf(injections, trace)[0]?.outcome).toBe('fired');
  });

  it('are unreached where the program does not come so far', () => {
    expect(plan([error('write', 1), error('fsync', 1)])).toEqual({
      kind: 'unreached',
      faults: ['EIO at fsync 1'],
    });
  });

  it('are not planned where system calls can not fail like that', () => {
    const short: Fault = {
      operation: 'write',
      nth: 1,
      effect: { kind: 'short-write', bytes: 1, lasting: false },
    };
    expect(plan([short]).kind).toBe('unaimed');
  });

  it('are missed, and not fired, when the injector is broken', () => {
    const injections = planned([error('write', 2)]);
    const bin = placeBrokenStrace(folder);
    const path = [bin, process.env['PATH']].join(delimiter);
    expect(injections[0]?.after).toBeDefined();
    expect(firedOf(injections, run(injections, path).trace)[0]?.outcome).toBe('missed');
    const unmarked = injections.map(({ after: _, ...injection }) => injection);
    expect(firedOf(unmarked, run(unmarked, path).trace)[0]?.outcome).toBe('missed');
    const elsewhere = injections.map(injection => ({ ...injection, nth: 1000 }));
    expect(firedOf(injections, run(elsewhere).trace)[0]?.outcome).toBe('missed');
  });

  it('are missed when a kill does not kill', () => {
    const injections = planned([{ operation: 'write', nth: 1, effect: { kind: 'crash', when: 'before' } }]);
    const { trace } = run([]);
    expect(firedOf(injections, trace).map(({ outcome }) => outcome)).toEqual(['missed']);
  });
});
