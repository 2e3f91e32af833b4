import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const seed = 5;
const limitMs = 120_000;
const settings = realSettings({ containment: 'off' });
const isRoot = process.geteuid?.() === 0;
const whyNot = isRoot ? '' : ' (skipped: only root has a checkout of somebody else)';

describe('a builder in shell dies as a program of the property that its story names first', () => {
  it.runIf(isRoot).each(programMutants.map(mutant => [mutant.name, mutant] as const))(
    `%s${whyNot}`,
    async (name, { file, caughtBy: [first], within }) => {
      const words = ['/bin/bash', fileURLToPath(file)] as const;
      await using program = new CommandImplementation(name, command, { kind: 'cmd', words }, settings);
      for (let run = 0; run < within; run++) {
        const { value } = draw(target.scenario, run, { seed, examples: true });
        const verdict = judge(target, value, await program.run(value));
        if (verdict.kind === 'violation' && verdict.violations.some(({ property }) => property === first))
          return;
      }
      expect.fail(`it lived for ${within} runs`);
    },
    limitMs,
  );
});
