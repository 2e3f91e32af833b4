import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draw } from '../engine/draw.ts';
import { target } from '../engine/fixtures/target.ts';
import { SameDraws } from './same-draws.ts';

it("makes fast-check's runner draw what the engine draws", () => {
  const byRunner: unknown[] = [];
  const property = fc.property(target.scenario.arbitrary, scenario => {
    byRunner.push(structuredClone(scenario));
  });
  fc.check(property, { numRuns: 300, seed: 5, randomType: seed => new SameDraws(seed) });
  const byEngine = Array.from(
    { length: 300 },
    (_, run) => draw(target.scenario, run, { seed: 5, examples: false }).value,
  );
  expect(byRunner).toEqual(byEngine);
});
