import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCase } from '../corpus/read-case.ts';
import { replayCase } from '../corpus/replay.ts';
import { failuresOf } from '../engine/failure.ts';
import { runOnce } from '../judge/judge.ts';
import type { AnyImplementation, AnyTarget } from '../target.ts';

/**
 * One test a case, named by its file. Without an implementation the case's own expectations are tried; with one, it must
 * pass on every case.
 * @param corpus the folder that has a folder for each target
 */
export function corpusTests(target: AnyTarget, corpus: string, implementation?: AnyImplementation): void {
  const folder = resolve(corpus, target.name);
  describe('corpus', () => {
    for (const name of filesIn(folder)) {
      it(name, async () => {
        const read = await readCase(join(folder, name), { targets: [target], folder: target.name });
        if (read.kind === 'broken') return expect(read.problems).toEqual([]);
        if (implementation === undefined) {
          const { problems } = await replayCase(target, read.case, { failuresOf });
          return expect(problems).toEqual([]);
        }
        const scenario = target.scenario.schema.parse(read.case.scenario);
        return expect(await runOnce(target, implementation, scenario)).toEqual({ kind: 'pass' });
      });
    }
  });
}

/** @throws Error when there is none: a corpus that was meant to be replayed and is not there must not pass */
function filesIn(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [];
  if (names.length === 0) throw new Error(`there is no case in ${folder}`);
  return names.sort();
}
