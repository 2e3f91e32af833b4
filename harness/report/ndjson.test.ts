import type * as fs from 'node:fs';
import { fsyncSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { withDir } from 'tmp-promise';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeatrialEvent } from '../engine/events.ts';
import { eventLine, ndjsonReporter } from './ndjson.ts';
import { stamp } from './reporter.ts';
import { finding, finished, started, subjects, tallyOf } from './samples.ts';

// The real one, counted.
vi.mock('node:fs', async importOriginal => {
  const real = await importOriginal<typeof fs>();
  return { ...real, fsyncSync: vi.fn(real.fsyncSync) };
});

beforeEach(() => {
  vi.mocked(fsyncSync).mockClear();
});

const found = stamp({ type: 'finding', ...finding });
const progress = stamp({ type: 'progress', ...tallyOf(subjects[0], 10, 100) });

function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  return withDir(({ path }) => test(path), { unsafeCleanup: true });
}

function readBack(file: string): unknown[] {
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('eventLine', () => {
  it('is one line of printable ASCII that reads back as the event, whatever the texts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
    fc.assert(
      fc.property(text, units, (target, codes) => {
        const reason = `\ud800${String.fromCharCode(...codes)}\u2028\u2029\u0085\x1b[2J\x00`;
        const event: SeatrialEvent = stamp({ type: 'harness-fault', target, reason });
        const line = eventLine(event);
        expect(line).toMatch(/^[\x20-\x7e]+$/);
        expect(JSON.parse(line)).toEqual(event);
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });
});

describe('ndjsonReporter', () => {
  it('makes the file and its folders, and goes on where an earlier campaign ended', () =>
    inFolder(async folder => {
      const file = join(folder, 'a', 'b', 'events.ndjson');
      for (const events of [
        [stamp(started), progress],
        [found, stamp(finished)],
      ]) {
        const reporter = ndjsonReporter(file);
        for (const event of events) reporter.on(event);
        await reporter.end();
      }
      expect(readBack(file)).toMatchObject(
        ['campaign-started', 'progress', 'finding', 'campaign-finished'].map(type => ({ v: 1, type })),
      );
    }));

  it('does not glue an event to half a line that a killed campaign left', () =>
    inFolder(async folder => {
      const file = join(folder, 'events.ndjson');
      writeFileSync(file, '{"v":1,"ty');
      const reporter = ndjsonReporter(file);
      reporter.on(found);
      await reporter.end();
      const lines = readFileSync(file, 'utf8').split('\n');
      expect(lines).toEqual(['{"v":1,"ty', eventLine(found), '']);
    }));

  it('has each finding on disk before it returns, and does not sync for less', () =>
    inFolder(async folder => {
      const file = join(folder, 'events.ndjson');
      const reporter = ndjsonReporter(file);
      reporter.on(progress);
      vi.mocked(fsyncSync).mockClear();
      reporter.on(progress);
      expect(fsyncSync).toHaveBeenCalledTimes(0);
      reporter.on(found);
      expect(fsyncSync).toHaveBeenCalledTimes(1);
      expect(readBack(file)).toHaveLength(3);
      await reporter.end();
    }));

  it('can be ended twice', () =>
    inFolder(async folder => {
      const reporter = ndjsonReporter(join(folder, 'events.ndjson'));
      await reporter.end();
      await expect(reporter.end()).resolves.toBeUndefined();
    }));

  it('says at once when the file can not be written', () =>
    inFolder(async folder => {
      expect(() => ndjsonReporter(folder)).toThrow(/EISDIR/);
    }));

  it('writes to the output it is given for "-"', async () => {
    let written = '';
    const output = {
      write: (text: string) => {
        written += text;
      },
    };
    const reporter = ndjsonReporter('-', output);
    reporter.on(found);
    await reporter.end();
    expect(written).toBe(`${eventLine(found)}\n`);
  });

  it('survives a closed pipe in a real process, and the file beside it is complete', () =>
    inFolder(async folder => {
      const file = join(folder, 'events.ndjson');
      const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
      // What is written before the pipe is known to be closed is lost; the campaign must not be.
      const script = `
        const { fanOut } = await import(${here('./fan-out.ts')});
        const { ndjsonReporter } = await import(${here('./ndjson.ts')});
        const { stamp } = await import(${here('./reporter.ts')});
        const all = fanOut({ 'standard output': ndjsonReporter('-'), file: ndjsonReporter(${JSON.stringify(file)}) });
        await new Promise(resolve => process.stdin.once('end', resolve).resume());
        for (let run = 1; run <= 50; run++) {
          all.on(stamp({ type: 'harness-fault', target: 't', reason: 'r', run }));
          await new Promise(resolve => setImmediate(resolve));
        }
        process.stderr.write('last event\\n');
        await all.end();
        process.exitCode = 7;
      `;
      const child = execa('node', ['--import', 'tsx', '--input-type=module', '-e', script], {
        reject: false,
        stdin: 'pipe',
        buffer: { stdout: false },
      });
      child.stdout?.destroy();
      child.stdin?.end();
      const { exitCode, stderr } = await child;
      expect(stderr).toMatch(
        /^seatrial: standard output is no longer reported to: .*EPIPE[^\n]*\nlast event$/,
      );
      expect(exitCode).toBe(7);
      expect(readBack(file)).toHaveLength(50);
    }));
});
