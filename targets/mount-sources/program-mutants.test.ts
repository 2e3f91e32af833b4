import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hunt } from '../../harness/engine/hunt.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const limitMs = 300_000;
/** Where drawing soon comes to what is rare: a run for real is dear. All others: 1. */
const seeds: Readonly<Record<string, number>> = {
  'sh-test-e-then-touch': 15,
  'sh-mkdir-p-through-links': 13,
  'sh-install-d': 15,
  'sh-touches-existing': 5,
  'sh-redirects-into-existing': 5,
  'sh-moves-out-of-the-way': 6,
};
const settings = realSettings({ containment: 'off' });

describe('every shell mutant is killed as a program, by drawing alone, by the property that it names first', () => {
  it.each(programMutants.map(mutant => [mutant.name, mutant] as const))(
    '%s',
    async (name, { file, caughtBy: [first], within }) => {
      const words = ['/bin/bash', fileURLToPath(file)] as const;
      await using program = new CommandImplementation(name, command, { kind: 'cmd', words }, settings);
      const hunted = { name, caughtBy: [first] as const, run: program.run.bind(program) };
      expect(await hunt(target, hunted, { seed: seeds[name] ?? 1, runs: within })).toBeDefined();
    },
    limitMs,
  );
});
