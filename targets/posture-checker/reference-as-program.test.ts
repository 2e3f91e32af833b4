import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withDir } from 'tmp-promise';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, Unobserved } from '../../harness/stage.ts';
import { canBeWho, whyNot } from './fixtures/can-be-who.ts';
import { commandOf } from './fixtures/programs.ts';
import { inModel } from './model.ts';
import type { Boot } from './observation.ts';
import { boot } from './reference/boot.ts';
import { target } from './target.ts';

const seed = 20261124;
const compared = 120;
const limitMs = 300_000;

/** The reference as plain JavaScript, which starts ten times as fast as its source. */
function compileReference(folder: string): string {
  const source = fileURLToPath(new URL('reference', import.meta.url));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(source).filter(file => !file.endsWith('.test.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(source, name), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), outputText);
  }
  return join(folder, 'main.js');
}

/** What a boot says, less what it only announces from outside. */
function said({ exit, failures, lines }: Boot) {
  return { exit, failures, lines: lines.filter(line => !line.includes('would listen')) };
}

describe('the reference as a program', () => {
  it.runIf(canBeWho)(
    `says the same as in the model, ${compared} times${whyNot}`,
    async () => {
      await withDir(
        async ({ path }) => {
          chmodSync(path, 0o755);
          await using program = commandOf([process.execPath, compileReference(path)]);
          const model = inModel('reference', boot);
          for (let run = 0, same = 0; same < compared; run++) {
            const { value } = draw(target.scenario, run, { seed, examples: true });
            const real = await program.run(value);
            if (real instanceof Unobserved) {
              expect(real.instead.kind, JSON.stringify([real.instead, value])).toBe('rejected');
              continue;
            }
            const expected = observed(await model.run(value));
            expect(said(real.first), JSON.stringify(value)).toEqual(said(expected.first));
            expect(said(real.second), JSON.stringify(value)).toEqual(said(expected.second));
            expect(judge(target, value, real)).toEqual({ kind: 'pass' });
            same += 1;
          }
        },
        { unsafeCleanup: true },
      );
    },
    limitMs,
  );
});
