import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../harness/arbitraries/fault-plan.ts';
import { draw } from '../../harness/engine/draw.ts';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import type { Verdict } from '../../harness/judge/verdict.ts';
import { type ProgramSource, type Stage, Unobserved } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { type RealSettings, realSettings } from '../../harness/world/command/real-settings.ts';
import { hasStrace, withoutStrace } from '../../harness/world/strace/fixtures/has-strace.ts';
import { command } from './command.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 300_000;
const [calmest] = target.scenario.examples;
const contract = fs.readFileSync(fileURLToPath(new URL('./CONTRACT.md', import.meta.url)), 'utf8');
const [, example = ''] = /^```python\n(.*?)^```$/ms.exec(contract) ?? [];

const python = '/usr/bin/python3';
const hasPython = spawnSync(python, ['--version']).status === 0;
const withoutPython = hasPython ? '' : ` (skipped: no ${python} here)`;
const isRoot = process.geteuid?.() === 0;
const unlessRoot = isRoot ? '' : ' (skipped: only root can mount and make files immutable)';
const hasChattr = isRoot && canChattr();
const withoutChattr = hasChattr ? '' : ' (skipped: files can not be made immutable here)';

function canChattr(): boolean {
  const path = fs.mkdtempSync('/tmp/seatrial-chattr-');
  const made = spawnSync('chattr', ['+i', path]).status === 0;
  spawnSync('chattr', ['-i', path]);
  fs.rmSync(path, { recursive: true, force: true });
  return made;
}

let folder: Awaited<ReturnType<typeof dir>>;
let wellBehaved: ProgramSource;

beforeAll(async () => {
  folder = await dir({ unsafeCleanup: true });
  fs.chmodSync(folder.path, 0o755);
  fs.writeFileSync(join(folder.path, 'example.py'), example, { mode: 0o644 });
  wellBehaved = { kind: 'cmd', words: [python, join(folder.path, 'example.py')] };
});
afterAll(() => folder.cleanup());

/** A stage that differs from the real one. */
type Alter = (stage: Stage) => Stage;

async function observe(
  scenario: Scenario,
  program: ProgramSource,
  { alter = stage => stage, ...settings }: Partial<RealSettings> & { readonly alter?: Alter } = {},
): Promise<{ readonly came: Observation | Unobserved; readonly verdict: Verdict }> {
  const real = realSettings({ containment: 'off', ...settings });
  await using implementation = new CommandImplementation('program', command, program, real);
  const came = await implementation.onStage(stage => command.run(scenario, alter(stage)));
  return { came, verdict: judge(target, scenario, came) };
}

function planning(fault: Fault, parts: Partial<Scenario> = {}): Scenario {
  return { ...calmest, ...parts, faults: [fault] };
}

const padded = { ...calmest.source, content: { ...calmest.source.content, padding: 9000 } };
const error = (code: 'ENOSPC' | 'EACCES' | 'EROFS', lasting = false) =>
  ({ kind: 'error', code, lasting }) as const;
const full = planning({ operation: 'write', nth: 1, effect: error('ENOSPC', true) });
const tooSmall = planning(
  { operation: 'write', nth: 1, effect: { kind: 'short-write', bytes: 4096, lasting: true } },
  { source: padded },
);

describe('the reference as a program', () => {
  it(
    'breaks no property',
    async () => {
      const reference = ownProgram(target, 'reference');
      if (reference === undefined) throw new Error('the reference is no program');
      for (let run = 0; run < 14; run++) {
        const { value } = draw(target.scenario, run, { seed: 1, examples: true });
        const { verdict } = await observe(value, reference);
        if (verdict.kind !== 'rejected') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
      }
    },
    limitMs,
  );
});

describe.skipIf(!hasPython)(`a program that meets the contract${withoutPython}`, () => {
  it(
    'breaks no property, and most runs show something',
    async () => {
      const runs = 100;
      let rejected = 0;
      for (let run = 0; run < runs; run++) {
        const { value } = draw(target.scenario, run, { seed: 2, examples: true });
        const { verdict } = await observe(value, wellBehaved);
        if (verdict.kind === 'rejected') rejected += 1;
        else expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
      }
      expect(rejected / runs).toBeLessThan(0.35);
    },
    limitMs,
  );

  it('can’t read a source that is closed to it', async () => {
    const scenario: Scenario = { ...calmest, source: { ...calmest.source, kind: 'unreadable' } };
    const { came, verdict } = await observe(scenario, wellBehaved);
    expect(verdict).toEqual({ kind: 'pass' });
    expect(came).toMatchObject({ refreshers: [{ end: { kind: 'exit', status: 1 } }] });
  });

  it('meets the writer of the source', async () => {
    const scenario: Scenario = {
      ...calmest,
      writer: [{ after: 0, manner: 'whole', version: 3, permille: 1000 }],
    };
    const { came, verdict } = await observe(scenario, wellBehaved);
    if (came instanceof Unobserved) throw new Error(JSON.stringify(came.instead));
    expect(verdict).toEqual({ kind: 'pass' });
    expect(came.sourceVersions.length).toBeGreaterThan(1);
  });

  it('has company', async () => {
    const { came, verdict } = await observe({ ...calmest, second: { turns: [] } }, wellBehaved);
    if (came instanceof Unobserved) throw new Error(JSON.stringify(came.instead));
    expect(verdict).toEqual({ kind: 'pass' });
    expect(came.refreshers).toHaveLength(2);
  });

  it.each([
    ['an earlier refresher that was killed', { ...calmest, earlier: { operations: 12 } }],
    ['a kill', planning({ operation: 'any', nth: 4, effect: { kind: 'crash', when: 'before' } })],
    ['a disk that is full for one write', planning({ operation: 'write', nth: 1, effect: error('ENOSPC') })],
    ['a fault at a file that needs no new room', { ...full, target: { ...calmest.target, content: 'same' } }],
  ] as const)('shows nothing of what can’t be done from outside: %s', async (_what, scenario) => {
    // The last one writes all the same: only a program that leaves an equal target alone does not come to the fault.
    const { verdict } = await observe(scenario, wellBehaved);
    expect(['rejected', 'pass']).toContain(verdict.kind);
  });

  const standing: readonly [string, Scenario, boolean, string][] = [
    ['a full disk', full, isRoot, unlessRoot],
    ['a disk with too little room, which takes a part', tooSmall, isRoot, unlessRoot],
    [
      'a source that can’t be opened',
      planning({ operation: 'open', nth: 1, effect: error('EACCES') }),
      true,
      '',
    ],
    ['a closed folder', planning({ operation: 'open', nth: 2, effect: error('EACCES') }), true, ''],
    [
      'a read-only folder',
      planning({ operation: 'open', nth: 2, effect: error('EROFS') }),
      isRoot,
      unlessRoot,
    ],
    [
      'an immutable target',
      planning({ operation: 'rename', nth: 1, effect: error('EACCES') }),
      hasChattr,
      withoutChattr,
    ],
    [
      'an immutable marker',
      planning({ operation: 'utimes', nth: 1, effect: error('EACCES') }),
      hasChattr,
      withoutChattr,
    ],
  ];
  for (const [what, scenario, possible, why] of standing) {
    it.skipIf(!possible)(`meets ${what}${why}`, async () => {
      const { came, verdict } = await observe(scenario, wellBehaved);
      expect(verdict).toEqual({ kind: 'pass' });
      expect(came).toMatchObject({ faults: [{ outcome: 'fired' }] });
      expect(came).toMatchObject({ refreshers: [{ end: { kind: 'exit', status: 1 } }] });
    });
  }

  it.skipIf(!isRoot)(`is not judged on a disk that was to be full and is not${unlessRoot}`, async () => {
    const roomy: Alter = stage => ({ ...stage, mountLimited: path => stage.mountLimited(path, 2 ** 20) });
    for (const scenario of [full, tooSmall]) {
      const { verdict } = await observe(scenario, wellBehaved, { alter: roomy });
      expect(verdict).toMatchObject({ kind: 'harness-fault' });
    }
  });
});

describe.skipIf(!isRoot)(`a program that does not look at what a full disk says${unlessRoot}`, () => {
  it('is caught', async () => {
    const words = ['/bin/bash', '-c', 'cat "$1" >"$2" 2>/dev/null; touch "$3"; echo refreshed', '-'] as const;
    for (const scenario of [full, tooSmall]) {
      const { verdict } = await observe(scenario, { kind: 'cmd', words });
      expect(verdict).toMatchObject({ kind: 'violation' });
    }
  });
});

describe('a program that hangs', () => {
  it('breaks always-ends', async () => {
    const words = ['/bin/sh', '-c', 'sleep 60'] as const;
    const { verdict } = await observe(calmest, { kind: 'cmd', words }, { limitMs: 500 });
    expect(verdict).toMatchObject({ kind: 'violation', violations: [{ property: 'always-ends' }] });
  });
});

describe('a program that is ended by a signal', () => {
  it('is a crash', async () => {
    const words = ['/bin/sh', '-c', 'kill -SEGV $$'] as const;
    const { verdict } = await observe(calmest, { kind: 'cmd', words });
    expect(verdict).toMatchObject({ kind: 'crash', signature: 'ended by SIGSEGV' });
  });
});

describe.skipIf(!hasStrace || !hasPython)(`system calls that fail${withoutStrace}${withoutPython}`, () => {
  const plans: readonly Fault[] = [
    { operation: 'write', nth: 1, effect: error('ENOSPC') },
    { operation: 'fsync', nth: 1, effect: { kind: 'error', code: 'EIO', lasting: false } },
    { operation: 'rename', nth: 1, effect: error('EACCES') },
    { operation: 'rename', nth: 1, effect: { kind: 'crash', when: 'before' } },
    { operation: 'rename', nth: 1, effect: { kind: 'crash', when: 'after' } },
  ];
  it.each(plans.map(fault => [`${JSON.stringify(fault.effect)} at ${fault.operation}`, fault] as const))(
    'are met: %s',
    async (_what, fault) => {
      const { came, verdict } = await observe(planning(fault), wellBehaved, { fidelity: 'kernel' });
      expect(verdict).toEqual({ kind: 'pass' });
      const end = fault.effect.kind === 'crash' ? { kind: 'crashed' } : { kind: 'exit', status: 1 };
      expect(came).toMatchObject({ faults: [{ outcome: 'fired' }], refreshers: [{ end }] });
    },
    limitMs,
  );

  it(
    'are a fault of the harness where they do not fail, whatever the run came to',
    async () => {
      const harmless: Alter = stage => ({
        ...stage,
        start: start => {
          const injections = start.trace?.injections ?? [];
          const late = injections.map(injection => ({ ...injection, nth: injection.nth + 100 }));
          return stage.start({
            ...start,
            ...(start.trace && { trace: { ...start.trace, injections: late } }),
          });
        },
      });
      const { verdict } = await observe(
        planning({ operation: 'rename', nth: 1, effect: error('EACCES') }),
        wellBehaved,
        {
          fidelity: 'kernel',
          alter: harmless,
        },
      );
      expect(verdict).toMatchObject({ kind: 'harness-fault' });
    },
    limitMs,
  );

  it(
    'leave what a killed refresher leaves to the next one',
    async () => {
      const scenario: Scenario = { ...calmest, earlier: { operations: 12 } };
      const { verdict } = await observe(scenario, wellBehaved, { fidelity: 'kernel' });
      expect(verdict).toEqual({ kind: 'pass' });
    },
    limitMs,
  );
});
