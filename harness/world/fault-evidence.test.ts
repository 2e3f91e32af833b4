import { describe, expect, it } from 'vitest';
import type { Fault, FaultEffect, FileOperation } from '../arbitraries/fault-plan.ts';
import { faultReports } from './fault-evidence.ts';
import type { OperationRecord } from './memory-file-system.ts';

/** A record of an operation that went well, unless told otherwise. */
function record(operation: FileOperation, came: Partial<OperationRecord> = {}): OperationRecord {
  return { moment: 1, process: 'a', operation, path: '/file', acted: true, outcome: 'done', ...came };
}

function wrote(asked: number, count: number): OperationRecord {
  return record('write', { asked, written: new Uint8Array(count) });
}

function outcomes(faults: readonly Fault[], operations: readonly OperationRecord[]): readonly string[] {
  return faultReports(faults, operations).map(({ outcome }) => outcome);
}

function at(operation: Fault['operation'], nth: number, effect: FaultEffect): Fault {
  return { operation, nth, effect };
}

const full = at('write', 2, { kind: 'error', code: 'ENOSPC', lasting: false });
const fullForGood = at('write', 2, { kind: 'error', code: 'ENOSPC', lasting: true });
const short = at('write', 1, { kind: 'short-write', bytes: 3, lasting: false });
const failed = record('write', { acted: false, outcome: 'ENOSPC', asked: 5 });

describe('what became of a planned fault', () => {
  it('is unreached when there was no such operation', () => {
    expect(outcomes([full, short], [])).toEqual(['unreached', 'unreached']);
    expect(outcomes([full], [wrote(5, 5), record('fsync')])).toEqual(['unreached']);
  });

  it('is fired when the n-th operation came to what was planned, without the disk', () => {
    expect(outcomes([full], [wrote(5, 5), failed, wrote(5, 5)])).toEqual(['fired']);
    expect(outcomes([fullForGood], [wrote(5, 5), failed, record('fsync'), failed])).toEqual(['fired']);
  });

  it.each([
    ['the operation was done', [wrote(5, 5), wrote(5, 5)]],
    ['it failed with another error', [wrote(5, 5), { ...failed, outcome: 'EIO' }]],
    ['the disk itself gave that error', [wrote(5, 5), { ...failed, acted: true }]],
    ['it came one operation early', [failed, wrote(5, 5)]],
    ['it came one operation late', [wrote(5, 5), wrote(5, 5), failed]],
  ])('is missed when %s', (_what, operations) => {
    expect(outcomes([full], operations)).toEqual(['missed']);
  });

  it('is missed when a lasting fault does not last', () => {
    expect(outcomes([fullForGood], [wrote(5, 5), failed, wrote(5, 5)])).toEqual(['missed']);
  });

  it('asks a short write for its exact number of bytes', () => {
    expect(outcomes([short], [wrote(5, 3)])).toEqual(['fired']);
    expect(outcomes([short], [wrote(2, 1)])).toEqual(['fired']);
    for (const count of [5, 4, 2, 0]) expect(outcomes([short], [wrote(5, count)])).toEqual(['missed']);
    expect(outcomes([short], [failed])).toEqual(['missed']);
  });

  it('expects no short write where nothing was to be written, or the write failed by itself', () => {
    expect(outcomes([short], [wrote(0, 0)])).toEqual(['unreached']);
    expect(outcomes([short], [record('write', { asked: 5, outcome: 'EBADF' })])).toEqual(['unreached']);
  });

  it('asks of a crash that it was the last operation, and on the right side of it', () => {
    const before = at('any', 2, { kind: 'crash', when: 'before' });
    const after = at('any', 2, { kind: 'crash', when: 'after' });
    const crashed = (acted: boolean) => record('rename', { acted, outcome: 'crashed' });
    expect(outcomes([before], [wrote(1, 1), crashed(false)])).toEqual(['fired']);
    expect(outcomes([after], [wrote(1, 1), crashed(true)])).toEqual(['fired']);
    expect(outcomes([before], [wrote(1, 1), crashed(true)])).toEqual(['missed']);
    expect(outcomes([after], [wrote(1, 1), crashed(false)])).toEqual(['missed']);
    expect(outcomes([after], [wrote(1, 1), record('rename')])).toEqual(['missed']);
    expect(outcomes([after], [wrote(1, 1), crashed(true), record('unlink')])).toEqual(['missed']);
    expect(outcomes([after], [wrote(1, 1), record('open', { outcome: 'blocked' })])).toEqual(['unreached']);
  });

  it('lets only the first of two at the same operation fire', () => {
    const other = at('write', 2, { kind: 'error', code: 'EIO', lasting: false });
    expect(outcomes([full, other], [wrote(5, 5), failed])).toEqual(['fired', 'unreached']);
    expect(outcomes([other, full], [wrote(5, 5), failed])).toEqual(['missed', 'unreached']);
  });
});
