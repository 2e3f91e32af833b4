import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { descriptorLimitOf, descriptorsOf, limitDescriptors } from './descriptors.ts';

const own = fileURLToPath(import.meta.url);

describe('the descriptors of a process', () => {
  it('are told by number, and with what they are', () => {
    const descriptor = openSync(own, 'r');
    expect(descriptorsOf(process.pid)).toContainEqual({ number: descriptor, to: own });
    closeSync(descriptor);
    expect(descriptorsOf(process.pid)).not.toContainEqual({ number: descriptor, to: own });
  });

  it('can be limited, and the limit be taken back', () => {
    const before = descriptorLimitOf(process.pid) ?? 0;
    limitDescriptors(process.pid, before - 1);
    expect(descriptorLimitOf(process.pid)).toBe(before - 1);
    limitDescriptors(process.pid, before);
    expect(descriptorLimitOf(process.pid)).toBe(before);
  });

  it('are none where there is no process, and nothing can be limited there', () => {
    const nobody = 2 ** 30;
    expect(descriptorsOf(nobody)).toBeUndefined();
    expect(descriptorLimitOf(nobody)).toBeUndefined();
    expect(() => limitDescriptors(nobody, 5)).not.toThrow();
  });

  it('are not limited beyond what the kernel allows, and that is told', () => {
    expect(() => limitDescriptors(process.pid, 2 ** 40)).toThrow(/could not be limited: \S/);
  });
});
