import { describe, expect, it } from 'vitest';
import type { ExhaustReport, ExhaustRow } from '../../engine/exhaust/exhaust-report.ts';
import { exhaustLines } from './exhaust.ts';
import { recorder } from './fake-terminal.ts';
import { paintFor } from './paint.ts';

const paint = paintFor(recorder(), { LANG: 'C.UTF-8', NO_COLOR: '1' });

function row(given: Partial<ExhaustRow>): ExhaustRow {
  return {
    ordinal: 1,
    call: 'openat',
    paths: ['home/claude.json'],
    fault: 'EIO',
    outcome: { kind: 'pass' },
    alsoHit: 0,
    ...given,
  };
}

function reportOf(rows: readonly ExhaustRow[], impossible?: string): ExhaustReport {
  const scenario = {
    scenario: 'nothing wrong',
    calls: 2,
    rows,
    ...(impossible !== undefined && { impossible }),
  };
  return {
    target: 'config-refresher',
    implementation: 'my-script',
    scenarios: [scenario],
    interrupted: false,
    elapsedMs: 61_000,
  };
}

describe('the table of an exhaustive run', () => {
  it('has a line for each call and fault, its columns at the same places', () => {
    const rows = [
      row({}),
      row({ fault: 'killed' }),
      row({ ordinal: 2, call: 'rename', paths: ['container/.t', 'container/claude.json'], fault: 'EXDEV' }),
    ];
    expect(exhaustLines(reportOf(rows), paint)).toEqual([
      'config-refresher  my-script  every call on its world',
      '',
      'nothing wrong  2 calls, 3 runs',
      '    1  openat  home/claude.json          EIO     pass',
      '                                         killed  pass',
      '    2  rename  .t container/claude.json  EXDEV   pass',
      '',
      '3 faults in 1 m 1 s · 3 pass',
    ]);
  });

  it('says what was broken, in which run, and what was not tried', () => {
    const violation = {
      kind: 'violation',
      property: 'target-is-old-or-complete',
      reason: 'The target was gone.',
      run: 'next',
      more: 2,
    } as const;
    const lines = exhaustLines(
      reportOf([
        row({ outcome: violation }),
        row({ outcome: { kind: 'unaimed' } }),
        row({ outcome: { kind: 'missed', reason: 'the call came, and nothing went wrong' } }),
        row({ alsoHit: 1 }),
      ]),
      paint,
    );
    const [, , , first, second, third, fourth] = lines;
    expect(first).toContain('target-is-old-or-complete the next run: The target was gone. (and 2 more)');
    expect(second).toContain('not tried');
    expect(third).toContain('did not happen: the call came, and nothing went wrong');
    expect(fourth).toContain('pass (hit 1 later call too)');
    expect(lines.at(-1)).toBe('4 faults in 1 m 1 s · 1 pass · 1 do not · 1 not tried · 1 did not happen');
  });

  it('makes what a program called its files inert, and keeps a long path to its end', () => {
    const path = `${'deep/'.repeat(20)}\u001b[31mclaude.json`;
    const [line = ''] = exhaustLines(reportOf([row({ paths: [path] })]), paint).slice(3);
    expect(line).not.toContain('\u001b');
    expect(line).toMatch(/…\S+claude\.json {2}EIO {2}pass$/);
  });

  it('says why there is nothing to go through', () => {
    const lines = exhaustLines(reportOf([], 'the program was not started'), paint);
    expect(lines).toContain('nothing wrong  ! not gone through: the program was not started');
  });
});
