import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { canBeWho, whyNot } from './fixtures/can-be-who.ts';
import { commandOf, propertiesOf, verdictOf } from './fixtures/programs.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const seed = 20261124;
const limitMs = 300_000;

describe('a shell mutant', () => {
  it.runIf(canBeWho).each(programMutants.map(mutant => [mutant.name, mutant] as const))(
    `%s is killed by the property that its story names${whyNot}`,
    async (_, mutant) => {
      await using program = commandOf(['/bin/bash', '-p', fileURLToPath(mutant.file)]);
      for (let run = 0; run < mutant.within; run++) {
        const { value } = draw(target.scenario, run, { seed, examples: true });
        if (propertiesOf(await verdictOf(program, value)).includes(mutant.caughtBy[0])) return;
      }
      expect.fail(`it lived for ${mutant.within} runs`);
    },
    limitMs,
  );
});
