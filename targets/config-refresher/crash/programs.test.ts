import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import type { CrashReport } from '../../../harness/engine/crash/crash-report.ts';
import { crashStates } from '../../../harness/engine/crash/crash-states.ts';
import { onStage } from '../../../harness/engine/crash/on-stage.ts';
import { CommandImplementation } from '../../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../../harness/world/command/real-settings.ts';
import { lacking } from '../../../harness/world/crash/fixtures/lacking.ts';
import type { PersistenceName } from '../../../harness/world/crash/persistence.ts';
import { target } from '../target.ts';
import { crash } from './contract.ts';

const missing = lacking('strace', 'bash', 'jq');
const skipped = missing.length === 0 ? '' : ` (skipped: no ${missing.join(', no ')} here)`;
const longMs = 120_000;

/** Searches a shell program on one of the target's scenarios. */
async function searched(file: string, persistence: PersistenceName, scenario = 0): Promise<CrashReport> {
  const { command } = target;
  const chosen = crash.scenarios[scenario];
  if (command === undefined || chosen === undefined) throw new TypeError('there is nothing to search');
  const program = { kind: 'cmd', words: ['/bin/bash', file] } as const;
  await using implementation = new CommandImplementation(
    'shell',
    command,
    program,
    realSettings({ fidelity: 'kernel' }),
  );
  return crashStates({
    target: { ...target, crash: { ...crash, scenarios: [chosen] } },
    implementation: 'shell',
    recorder: onStage(implementation, command),
    persistence,
    signal: new AbortController().signal,
  });
}

const broken = ({ scenarios }: CrashReport): readonly string[] =>
  scenarios.flatMap(({ worst }) => worst.map(({ property }) => property));

/** A shell program of the contract in the example's manner, with another way to publish. */
async function inShell<T>(publish: string, use: (file: string) => Promise<T>): Promise<T> {
  const made = await dir({ unsafeCleanup: true });
  try {
    fs.chmodSync(made.path, 0o755);
    const file = join(made.path, 'program.sh');
    const head = 'source=$1 target=$2 marker=$3 folder=$(dirname "$target")';
    fs.writeFileSync(file, `${head}\n${publish}\necho "refreshed $target"\n`, { mode: 0o755 });
    return await use(file);
  } finally {
    await made.cleanup();
  }
}

const sound = `
temporary=$(mktemp "$folder/.refresh.XXXXXX") && jq 'del(.projects)' "$source" >"$temporary" &&
  chmod 644 "$temporary" && sync "$temporary" && mv -T "$temporary" "$target" && sync "$folder" && touch "$marker" || exit 1`;

describe.skipIf(missing.length > 0)(`crash states of a real program${skipped}`, () => {
  it.each([0, 1])(
    'a shell program that does every step leaves none that is bad, scenario %i',
    async scenario => {
      const report = await inShell(sound, file => searched(file, 'ext4-ordered', scenario));
      expect(report.scenarios).toEqual([
        expect.objectContaining({ impossible: undefined, complete: true, bad: 0, worst: [] }),
      ]);
      expect(report.scenarios[0]?.judged).toBeGreaterThan(10);
    },
    longMs,
  );

  // The scenario with a target that is new to its folder shows them all.
  it.each(crash.programs)(
    '$name, in shell, leaves a bad state under ext4-ordered',
    async ({ file, caughtBy }) => {
      const report = await searched(fileURLToPath(file), 'ext4-ordered', 1);
      expect(report.scenarios.map(({ impossible }) => impossible)).toEqual([undefined]);
      expect(broken(report)).toContain(caughtBy[0]);
    },
    longMs,
  );

  it(
    'a marker that lies is found under posix where the folder is not synced',
    async () => {
      const file = crash.programs.find(({ name }) => name === 'folder-not-synced')?.file;
      const report = await searched(fileURLToPath(file ?? import.meta.url), 'posix');
      expect(broken(report)).toContain('marker-only-after-success');
    },
    longMs,
  );

  it(
    'a next run that stumbles over what it finds is told',
    async () => {
      const hangs = 'for left in "$folder"/.refresh.*; do [ -e "$left" ] && exit 9; done';
      const report = await inShell(`${hangs}\n${sound}`, file => searched(file, 'ext4-ordered'));
      const next = report.scenarios.flatMap(({ worst }) => worst).find(({ moment }) => moment === 'next run');
      expect(next?.property).toBe('no-false-refusal');
    },
    longMs,
  );

  it.each([
    ['refuses', 'echo "not today" >&2; exit 4', 'the run ended with status 4: not today'],
    ['is killed', 'kill -KILL $$', 'the run that was to be recorded was killed by SIGKILL'],
    [
      'moves a file in from outside',
      'exec mv /proc/self/nothing x 2>/dev/null',
      'the run ended with status 1',
    ],
  ])(
    'a program that %s is said not to be recorded',
    async (_what, publish, reason) => {
      const report = await inShell(publish, file => searched(file, 'ext4-ordered'));
      expect(report.scenarios[0]).toMatchObject({ judged: 0, bad: 0 });
      expect(report.scenarios[0]?.impossible).toContain(reason);
    },
    longMs,
  );
});
