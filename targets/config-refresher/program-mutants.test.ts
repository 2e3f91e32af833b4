import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hunt } from '../../harness/engine/hunt.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const limitMs = 300_000;
const settings = realSettings({ containment: 'off' });

/** Why a mutant can't show its bug here; empty: it can. */
function lack(name: string, needs: readonly string[]): string {
  const missing = needs.filter(program => spawnSync(program, ['--version']).error !== undefined);
  if (missing.length > 0) return ` (skipped: no ${missing.join(', no ')} here)`;
  const mounts = name === 'mktemp-elsewhere' && process.geteuid?.() !== 0;
  return mounts ? ' (skipped: only root mounts another file system)' : '';
}

describe('every shell mutant is killed as a program, by drawing alone, by the property that it names first', () => {
  for (const { name, file, needs, caughtBy, within } of programMutants) {
    const lacking = lack(name, needs);
    it.skipIf(lacking !== '')(
      `${name}${lacking}`,
      async () => {
        const words = ['/bin/bash', fileURLToPath(file)] as const;
        await using program = new CommandImplementation(name, command, { kind: 'cmd', words }, settings);
        const [first] = caughtBy;
        const hunted = { name, caughtBy: [first] as const, run: program.run.bind(program) };
        expect(await hunt(target, hunted, { seed: 1, runs: within })).toBeDefined();
      },
      limitMs,
    );
  }
});
