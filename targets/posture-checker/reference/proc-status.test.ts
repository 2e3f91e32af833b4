import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { effectiveCapabilities } from './proc-status.ts';

const line = 'CapEff:\t0000000000000400\n';

describe('the CapEff line', () => {
  it.each([
    ['alone', line],
    ['between others', `Name:\tnode\nCapPrm:\t000001ffffffffff\n${line}CapBnd:\t000001ffffffffff\n`],
    ['at the end, without a line end', `Name:\tnode\n${line.trimEnd()}`],
    ['below a name that looks like it', `Name:\t\rCapEff:\t0\n${line}`],
  ])('is read: %s', (_, text) => {
    expect(effectiveCapabilities(text)).toEqual({ kind: 'mask', mask: 0x400n });
  });

  it('is read in all 64 bits', () => {
    expect(effectiveCapabilities('CapEff:\tffffffffffffffff\n')).toEqual({
      kind: 'mask',
      mask: 0xffff_ffff_ffff_ffffn,
    });
  });

  it.each([
    ['empty text', ''],
    ['no line', 'Name:\tnode\nCapPrm:\t0000000000000000\n'],
    ['another field', 'XCapEff:\t0000000000000000\n'],
    ['two lines', `${line}Name:\tnode\n${line}`],
    ['two lines, one after the other', `${line}${line}`],
    ['carriage return', 'CapEff:\t0000000000000400\r\n'],
    ['too few digits', 'CapEff:\t000000000000040\n'],
    ['too many digits', 'CapEff:\t00000000000000400\n'],
    ['capital digits', 'CapEff:\t000000000000040A\n'],
    ['a prefix', 'CapEff:\t0x00000000000400\n'],
    ['a space for the tab', 'CapEff: 0000000000000400\n'],
    ['a NUL', 'CapEff:\t0000000000000400\0\n'],
    ['cut in its name', 'Name:\tnode\nCapE'],
  ])('is unreadable: %s', (_, text) => {
    expect(effectiveCapabilities(text).kind).toBe('unreadable');
  });

  it.runIf(process.platform === 'linux')('of this very process is read', () => {
    expect(effectiveCapabilities(readFileSync('/proc/self/status', 'utf8')).kind).toBe('mask');
  });
});
