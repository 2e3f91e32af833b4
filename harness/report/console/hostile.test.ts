import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { EventBody, Finding, Subject } from '../../engine/events.ts';
import { stamp } from '../reporter.ts';
import { finding, finished, started, tallyOf } from '../samples.ts';
import { consoleReporter } from './console.ts';
import { recorder, shownBy } from './fake-terminal.ts';

const sequences = [
  '\x1b[2J',
  '\x1b]0;owned\x07',
  '\x9b31m',
  '\x1bc',
  '\r',
  '\n✓ all is well\n',
  '\u202e',
  '\u2066',
];
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...sequences, 'a word ', '日本'), fc.string({ unit: 'binary', maxLength: 8 })),
    {
      maxLength: 12,
    },
  )
  .map(parts => parts.join(''));

/** Events in which everything that is a text is hostile. */
function eventsOf(text: string): EventBody[] {
  const subject: Subject = { target: text, implementation: text, fidelity: 'model' };
  const rows = [[text, text]] as const;
  const bad: Finding = {
    ...finding,
    ...subject,
    bucket: text,
    property: text,
    reason: text,
    details: rows,
    account: rows,
    gist: text,
    file: text,
  };
  const mutant = { target: text, mutant: text, within: 5 };
  const violation = { property: text, reason: text, signature: text, details: rows };
  const kept = { target: text, file: text, problems: [text] };
  return [
    { ...started, version: text, containment: text, subjects: [subject] },
    { type: 'progress', ...tallyOf(subject, 5, 20_000) },
    { type: 'finding', ...bad },
    { type: 'harness-fault', target: text, reason: text },
    {
      type: 'subject-finished',
      ...tallyOf(subject, 5, 20_000, { rejected: 5 }),
      below: [{ label: text, percent: 1, atLeast: 2 }],
      rejections: [{ reason: text, runs: 5 }],
    },
    { ...finished, again: text },
    { type: 'mutant-killed', ...mutant, property: text, runs: [1], gist: text, violation, scenario: text },
    { type: 'mutant-survived', ...mutant, seeds: [1] },
    { type: 'case-replayed', ...kept, title: text, holds: false },
    { type: 'case-broken', ...kept },
  ];
}

beforeAll(() => {
  vi.useFakeTimers();
});

afterAll(() => {
  vi.useRealTimers();
});

async function written(text: string, columns: number | undefined, environment: Record<string, string>) {
  const output = recorder(columns);
  const reporter = consoleReporter({ output, environment, whenProcessEnds: () => () => {} });
  for (const event of eventsOf(text)) {
    reporter.on(stamp(event));
    vi.advanceTimersByTime(100);
  }
  await reporter.end();
  return output.written;
}

it('never writes a control of the input where it is plain', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const output = await written(text, undefined, { LANG: 'C.UTF-8' });
      expect(output).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
      );
      // No text of the input begins a line of its own.
      expect(output).not.toMatch(/^✓ all is well/m);
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

it('writes nothing but its own sequences where it is live and coloured', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const output = await written(text, 80, { LANG: 'C.UTF-8', FORCE_COLOR: '1' });
      const shown = shownBy(output);
      expect(shown.cursor).toBe(true);
      expect(shown.lines.join('\n')).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e]/,
      );
      // The colours that are used, and nothing else that looks like one.
      const colours = new Set(output.match(/\x1b\[[0-9;]*m/g));
      for (const colour of colours)
        expect(['1', '2', '22', '31', '32', '33', '36', '39']).toContain(colour.slice(2, -1));
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

it('bounds what megabytes of input make it write', async () => {
  const text = '\x1b[2J\u202e'.repeat(500_000);
  const details = Array.from({ length: 1000 }, () => [text, text] as const);
  const output = recorder(80);
  const reporter = consoleReporter({
    output,
    environment: { LC_ALL: 'C' },
    whenProcessEnds: () => () => {},
  });
  const events: EventBody[] = [
    { type: 'finding', ...finding, reason: text, details, gist: text },
    { type: 'harness-fault', target: 't', reason: text },
    { type: 'case-broken', target: 't', file: 'f', problems: Array.from({ length: 1000 }, () => text) },
  ];
  for (const event of events) reporter.on(stamp(event));
  await reporter.end();
  // 40 rows and 20 problems of 2,000 characters, each of which takes up to six, wrapped.
  expect(output.written.length).toBeLessThan(2_000_000);
  expect(output.written).not.toContain('\x1b[2J');
  expect(output.written.replace(/\s+/g, ' ')).toContain('... (+2498000 characters)');
});
