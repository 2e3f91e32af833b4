import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { examplesIn } from '../../harness/vitest/fixtures/contract-examples.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { target } from './target.ts';

const contract = new URL('./CONTRACT.md', import.meta.url);
const enough = 40;

it('the example in bash is the program that the shell mutants change', () => {
  const program = new URL('mutants/shell/mount-sources.sh', import.meta.url);
  expect(examplesIn(contract, 'bash')[0]).toBe(readFileSync(program, 'utf8'));
});

describe('the example of the contract', () => {
  for (const [language, program] of [
    ['bash', '/bin/bash'],
    ['python', '/usr/bin/python3'],
  ] as const) {
    const isThere = spawnSync(program, ['--version']).error === undefined;
    const lack = isThere ? '' : ` (skipped: no ${program} here)`;
    it.runIf(isThere)(
      `in ${language} breaks no property over ${enough} scenarios, and few prove nothing${lack}`,
      async () => {
        await withDir(
          async ({ path }) => {
            chmodSync(path, 0o755);
            const file = join(path, 'example');
            writeFileSync(file, examplesIn(contract, language)[0] ?? '', { mode: 0o755 });
            await using example = new CommandImplementation(
              language,
              command,
              { kind: 'cmd', words: [program, file] },
              realSettings(),
            );
            let passed = 0;
            for (let run = 0; run < enough; run++) {
              const { value } = draw(target.scenario, run, { seed: 20261124, examples: true });
              const verdict = judge(target, value, await example.run(value));
              if (verdict.kind === 'pass') passed += 1;
              else expect(verdict.kind, JSON.stringify([verdict, value])).toBe('rejected');
            }
            expect(passed).toBeGreaterThan(enough * 0.6);
          },
          { unsafeCleanup: true },
        );
      },
      300_000,
    );
  }
});
