import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runOnce } from '../../harness/judge/judge.ts';
import { postureScenario } from './scenario.ts';
import { target } from './target.ts';

const folder = new URL('../../corpus/posture-checker/', import.meta.url);
const caseSchema = z.object({
  target: z.literal('posture-checker'),
  scenario: postureScenario,
  expect: z.object({ reference: z.literal('pass'), kills: z.array(z.string()) }),
});

describe('every case of the corpus', () => {
  for (const name of readdirSync(folder).filter(file => file.endsWith('.json'))) {
    it(name, async () => {
      const { scenario, expect: expected } = caseSchema.parse(
        JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
      );
      expect(await runOnce(target, target.reference, scenario)).toEqual({ kind: 'pass' });
      for (const kill of expected.kills) {
        const mutant = target.mutants.find(candidate => candidate.name === kill);
        expect(mutant, kill).toBeDefined();
        if (mutant === undefined) continue;
        const verdict = await runOnce(target, mutant, scenario);
        const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
        expect(
          broken.some(property => mutant.caughtBy.includes(property)),
          `${kill}: ${broken}`,
        ).toBe(true);
      }
    });
  }
});
