import { constants } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../arbitraries/fault-plan.ts';
import { faultReports } from './fault-evidence.ts';
import { FaultInjector } from './fault-injector.ts';
import { MemoryCalls } from './memory-calls.ts';
import { MemoryDisk } from './memory-disk.ts';
import { MemoryFileSystem, type OperationRecord } from './memory-file-system.ts';
import { Turnstile } from './turnstile.ts';

const creating = constants.O_WRONLY | constants.O_CREAT;

function world(faults: readonly Fault[]) {
  const disk = new MemoryDisk();
  const calls = new MemoryCalls(disk, { uid: 0, umask: 0o022 });
  const stops: string[] = [];
  const turnstile = new Turnstile([], 100, {});
  turnstile.join('a', stop => stops.push(stop));
  const record: OperationRecord[] = [];
  const passage = { process: 'a', turnstile, faults: new FaultInjector(faults), readParts: 1, record };
  const content = (): string => {
    const { node } = disk.walk({ uid: 0 }, '/file', 'stat', true);
    return node?.kind === 'file' ? node.content.toString() : 'missing';
  };
  return { files: new MemoryFileSystem(calls, passage), stops, record, content };
}

async function outcome(act: Promise<unknown>): Promise<unknown> {
  try {
    return await act;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

describe('planned faults in a world in memory', () => {
  it('fail the n-th operation of a kind, once or from then on', async () => {
    const once: Fault = {
      operation: 'write',
      nth: 2,
      effect: { kind: 'error', code: 'ENOSPC', lasting: false },
    };
    const lasting: Fault = {
      operation: 'fsync',
      nth: 1,
      effect: { kind: 'error', code: 'EINTR', lasting: true },
    };
    const never: Fault = {
      operation: 'rename',
      nth: 1,
      effect: { kind: 'error', code: 'EXDEV', lasting: false },
    };
    const { files, content, record } = world([once, lasting, never]);
    const file = await files.open('/file', creating);
    expect(await outcome(files.write(file, Buffer.from('one')))).toBe(3);
    expect(await outcome(files.write(file, Buffer.from('two')))).toBe('ENOSPC');
    expect(await outcome(files.write(file, Buffer.from('six')))).toBe(3);
    expect(await outcome(files.fsync(file))).toBe('EINTR');
    expect(await outcome(files.fsync(file))).toBe('EINTR');
    expect(content()).toBe('onesix');
    expect(faultReports([once, lasting, never], record).map(({ outcome: became }) => became)).toEqual([
      'fired',
      'fired',
      'unreached',
    ]);
    expect(record.map(({ operation, outcome: came }) => `${operation} ${came}`)).toEqual([
      'open done',
      'write done',
      'write ENOSPC',
      'write done',
      'fsync EINTR',
      'fsync EINTR',
    ]);
  });

  it('make a write short, by one byte at least', async () => {
    const short = (bytes: number): Fault => ({
      operation: 'write',
      nth: 1,
      effect: { kind: 'short-write', bytes, lasting: true },
    });
    for (const [bytes, count] of [
      [2, 2],
      [0, 0],
      [99, 4],
    ] as const) {
      const { files, content, record } = world([short(bytes)]);
      const file = await files.open('/file', creating);
      expect(await files.write(file, Buffer.from('12345'))).toBe(count);
      expect(content()).toBe('12345'.slice(0, count));
      expect(record.at(-1)?.written).toHaveLength(count);
    }
  });

  it('lose what was not synced when fsync or close fails', async () => {
    for (const operation of ['fsync', 'close'] as const) {
      const { files, content } = world([
        {
          operation,
          nth: operation === 'fsync' ? 2 : 1,
          effect: { kind: 'error', code: 'EIO', lasting: false },
        },
      ]);
      const file = await files.open('/file', creating);
      await files.write(file, Buffer.from('kept'));
      await files.fsync(file);
      await files.write(file, Buffer.from(' lost'));
      expect(await outcome(files[operation](file))).toBe('EIO');
      expect(content()).toBe('kept');
    }
  });

  it('kill the process before or after an operation, which then never returns', async () => {
    for (const [when, left] of [
      ['before', ''],
      ['after', 'done'],
    ] as const) {
      const { files, stops, content } = world([
        { operation: 'any', nth: 2, effect: { kind: 'crash', when } },
      ]);
      const file = await files.open('/file', creating);
      let returned = false;
      const mark = (): void => {
        returned = true;
      };
      files.write(file, Buffer.from('done')).then(mark, mark);
      await new Promise(resolve => setImmediate(resolve));
      expect([returned, stops, content()]).toEqual([false, ['crashed'], left]);
    }
  });
});
