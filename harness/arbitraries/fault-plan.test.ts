import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultCodes, faultName, faultPlan, fileOperations } from './fault-plan.ts';

const plan = faultPlan({ open: 3, fsync: 2, any: 18 });
const drawn = fc.sample(plan, { seed: 20261122, numRuns: 3000 }).flat();

describe('a fault plan', () => {
  it('reaches every error, every operation, short writes and crashes on both sides', () => {
    const names = new Set(drawn.map(({ effect }) => (effect.kind === 'error' ? effect.code : effect.kind)));
    for (const code of faultCodes) expect(names).toContain(code);
    expect(names).toContain('short-write');
    const crashes = drawn.flatMap(({ effect }) => (effect.kind === 'crash' ? [effect.when] : []));
    expect(new Set(crashes)).toEqual(new Set(['before', 'after']));
    const operations = new Set(drawn.map(({ operation }) => operation));
    for (const operation of fileOperations) expect(operations).toContain(operation);
  });

  it('places faults where the subject gets to, and short writes at writes only', () => {
    for (const { operation, nth, effect } of drawn) {
      const most = { open: 3, fsync: 2, any: 18 }[String(operation)] ?? 1;
      expect(nth).toBeGreaterThanOrEqual(1);
      expect(nth).toBeLessThanOrEqual(most);
      if (effect.kind === 'short-write') expect(operation).toBe('write');
    }
  });

  it('can be shrunk again from plain JSON', () => {
    for (const fault of drawn.slice(0, 300)) {
      expect(plan.canShrinkWithoutContext(JSON.parse(JSON.stringify([fault])))).toBe(true);
    }
  });

  it('is told in a few words', () => {
    const at = { operation: 'write', nth: 1 } as const;
    expect(faultName({ ...at, effect: { kind: 'error', code: 'ENOSPC', lasting: true } })).toBe(
      'ENOSPC at write 1 and after',
    );
    expect(faultName({ ...at, effect: { kind: 'short-write', bytes: 7, lasting: false } })).toBe(
      'short write of 7 bytes at write 1',
    );
    expect(faultName({ operation: 'any', nth: 9, effect: { kind: 'crash', when: 'after' } })).toBe(
      'crash after operation 9',
    );
  });
});
