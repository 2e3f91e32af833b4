import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentAfter,
  inOrder,
  type WriteStep,
  writeManners,
  writeSchedule,
  writeStepName,
} from './write-schedule.ts';

const before = Buffer.from('0123456789');
const version = Buffer.from('abcd');

function step(manner: WriteStep['manner'], permille = 500): WriteStep {
  return { after: 3, manner, version: 2, permille };
}

describe('a write schedule', () => {
  it('changes the file as its manner says', () => {
    expect(contentAfter(step('truncate'), before, version)).toEqual(Buffer.alloc(0));
    expect(contentAfter(step('part'), before, version)?.toString()).toBe('ab23456789');
    expect(contentAfter(step('part'), undefined, version)?.toString()).toBe('ab');
    expect(contentAfter(step('whole'), before, version)).toBe(version);
    expect(contentAfter(step('replace'), before, version)).toBe(version);
    expect(contentAfter(step('remove'), before, version)).toBeUndefined();
  });

  it('is done in the order of its moments, and as listed at the same moment', () => {
    const steps = [
      { ...step('whole'), after: 5 },
      { ...step('truncate'), after: 1 },
      { ...step('remove'), after: 5 },
    ];
    expect(inOrder(steps).map(({ manner }) => manner)).toEqual(['truncate', 'whole', 'remove']);
  });

  it('reaches every manner, stays within the operations, and can be shrunk again from plain JSON', () => {
    const schedule = writeSchedule(20);
    const drawn = fc.sample(schedule, { seed: 20261122, numRuns: 500 });
    expect(new Set(drawn.flat().map(({ manner }) => manner))).toEqual(new Set(writeManners));
    for (const steps of drawn) {
      expect(steps.every(({ after }) => after >= 0 && after <= 20)).toBe(true);
      expect(schedule.canShrinkWithoutContext(JSON.parse(JSON.stringify(steps)))).toBe(true);
    }
  });

  it('is told in a few words', () => {
    expect(writeStepName(step('part', 255))).toBe('the first 25.5 % of version 2 in place after operation 3');
    expect(writeStepName(step('replace'))).toBe('version 2 renamed over it after operation 3');
  });
});
