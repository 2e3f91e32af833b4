import { describe, expect, it } from 'vitest';
import { namesOf } from './capability-names.ts';

describe('names of capabilities', () => {
  it.each([
    [0, 'CAP_CHOWN'],
    [10, 'CAP_NET_BIND_SERVICE'],
    [21, 'CAP_SYS_ADMIN'],
    [31, 'CAP_SETFCAP'],
    [32, 'CAP_MAC_OVERRIDE'],
    [39, 'CAP_BPF'],
    [40, 'CAP_CHECKPOINT_RESTORE'],
    [41, 'CAP_41'],
    [63, 'CAP_63'],
  ])('number %i is %s', (bit, name) => {
    expect(namesOf(1n << BigInt(bit))).toEqual([name]);
  });

  it('come in the order of their numbers, each bit once', () => {
    expect(namesOf(0n)).toEqual([]);
    expect(namesOf((1n << 63n) | 1n | (1n << 32n))).toEqual(['CAP_CHOWN', 'CAP_MAC_OVERRIDE', 'CAP_63']);
    expect(new Set(namesOf((1n << 64n) - 1n)).size).toBe(64);
  });
});
