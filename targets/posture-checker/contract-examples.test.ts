import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { canBeWho, whyNot } from './fixtures/can-be-who.ts';
import { target } from './target.ts';

const contract = readFileSync(new URL('CONTRACT.md', import.meta.url), 'utf8');
const seed = 20261124;
function has(program: string): boolean {
  return spawnSync(program, ['version']).error === undefined;
}

/** The example in a language, as a program that every user may start. */
function writeExample(folder: string, language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(contract) ?? [];
  if (text === undefined) throw new Error(`the contract has no example in ${language}`);
  chmodSync(folder, 0o755);
  const file = join(folder, language === 'go' ? 'check.go' : 'check');
  writeFileSync(file, text, { mode: 0o755 });
  if (language !== 'go') return file;
  const built = join(folder, 'check');
  const env = { ...process.env, CGO_ENABLED: '0', GOCACHE: join(folder, 'cache') };
  const { status, stderr } = spawnSync('go', ['build', '-o', built, file], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return built;
}

/** With the program that it takes, and how many runs shall prove something: bash starts in a fifth of Python's time. */
const languages = [
  ['bash', '/bin/bash', 300],
  ['python', '/usr/bin/python3', 200],
  ['go', 'go', 200],
] as const;

describe('the example of the contract', () => {
  for (const [language, program, enough] of languages) {
    const lacking = has(program) ? whyNot : ` (skipped: ${program} is not installed)`;
    it.runIf(canBeWho && has(program))(
      `in ${language} agrees with the oracle on ${enough} scenarios${lacking}`,
      async () => {
        await withDir(
          async ({ path }) => {
            const source = { kind: 'cmd', words: [writeExample(path, language)] } as const;
            await using example = new CommandImplementation(language, command, source, realSettings());
            let passed = 0;
            for (let run = 0; passed < enough; run++) {
              const { value } = draw(target.scenario, run, { seed, examples: true });
              const verdict = judge(target, value, await example.run(value));
              if (verdict.kind === 'pass') passed += 1;
              else expect(verdict.kind, JSON.stringify([verdict, value])).toBe('rejected');
            }
          },
          { unsafeCleanup: true },
        );
      },
      300_000,
    );
  }
});
