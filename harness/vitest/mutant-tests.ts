import { describe, expect, it } from 'vitest';
import { hunt } from '../engine/hunt.ts';
import { mutantSeeds } from '../engine/hunt-all.ts';
import type { AnyTarget } from '../target.ts';

const timeoutMs = 120_000;

/** One test a mutant: it dies of a property that its story names, within the runs that it states, at every seed. */
export function mutantTests(target: AnyTarget): void {
  describe('mutants', () => {
    for (const mutant of target.mutants) {
      it(
        `${mutant.name} is killed`,
        async () => {
          for (const seed of mutantSeeds) {
            const kill = await hunt(target, mutant, { seed, runs: mutant.within });
            expect(kill, `seed ${seed}: survived ${mutant.within} runs`).toBeDefined();
          }
        },
        timeoutMs,
      );
    }
  });
}
