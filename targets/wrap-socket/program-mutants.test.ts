import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hunt } from '../../harness/engine/hunt.ts';
import { commandOf, isRoot, whyNot } from './fixtures/programs.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const limitMs = 300_000;
const python = spawnSync('/usr/bin/python3', ['--version']).error === undefined;
const lacking = whyNot || (python ? '' : ' (skipped: no /usr/bin/python3 here)');

describe.runIf(isRoot && python)(
  `every mutant in Python is killed as a program, by drawing alone, by the property that it names first${lacking}`,
  () => {
    for (const { name, file, caughtBy, within } of programMutants) {
      it(
        name,
        async () => {
          await using program = commandOf({ kind: 'cmd', words: [fileURLToPath(file)] });
          const [first] = caughtBy;
          const hunted = { name, caughtBy: [first] as const, run: program.run.bind(program) };
          expect(await hunt(target, hunted, { seed: 4, runs: within })).toBeDefined();
        },
        limitMs,
      );
    }
  },
);
