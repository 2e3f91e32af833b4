import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { canBe, canBeWho, split, whyNot } from './fixtures/can-be-who.ts';
import { commandOf, propertiesOf, verdictOf } from './fixtures/programs.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const seed = 20261124;
const limitMs = 300_000;

/** Whom a program must be started as for the bug to show, where that is not anybody. */
const takes = new Map([['shell-asks-real-uid', canBe(split)]]);
const anybody = { can: canBeWho, whyNot };

describe('a shell mutant', () => {
  for (const mutant of programMutants) {
    const { can, whyNot } = takes.get(mutant.name) ?? anybody;
    it.runIf(can)(
      `${mutant.name} is killed by the property that its story names${whyNot}`,
      async () => {
        await using program = commandOf(['/bin/bash', '-p', fileURLToPath(mutant.file)]);
        for (let run = 0; run < mutant.within; run++) {
          const { value } = draw(target.scenario, run, { seed, examples: true });
          if (propertiesOf(await verdictOf(program, value)).includes(mutant.caughtBy[0])) return;
        }
        expect.fail(`it lived for ${mutant.within} runs`);
      },
      limitMs,
    );
  }
});
