import { describe, expect, it } from 'vitest';
import type { BadState, CrashReport, ScenarioReport } from '../../engine/crash/crash-report.ts';
import { crashLines } from './crash.ts';
import { recorder } from './fake-terminal.ts';
import { paintFor } from './paint.ts';

const empty: BadState = {
  property: 'target-is-old-or-complete',
  moment: 'found',
  reason: 'After the loss of power the target was empty.',
  details: [['before', 'no target']],
  states: 8,
  steps: [
    { operation: 'open /t/.new, a new file', fate: 'on disk', note: '' },
    { operation: 'write /t/.new, 17 bytes', fate: 'in part', note: 'the size 17, not 17 bytes' },
    { operation: 'rename /t/.new to /t/target', fate: 'on disk', note: '' },
  ],
  finds: [
    ['/t/target', 'mode 0644, empty, new'],
    ['/t/other', 'gone'],
  ],
};
const lost: BadState = {
  ...empty,
  property: 'success-means-a-complete-target',
  moment: 'after success',
  reason: 'Success was told and the target is the old one.',
};
const good: ScenarioReport = {
  scenario: 'nothing wrong',
  impossible: undefined,
  operations: 7,
  judged: 14,
  equal: 1,
  complete: true,
  bad: 0,
  worst: [],
};
const bad: ScenarioReport = { ...good, scenario: 'target is missing', bad: 9, worst: [empty, lost] };

function shown(scenarios: readonly ScenarioReport[], columns?: number): readonly string[] {
  const report: CrashReport = {
    target: 'config-refresher',
    implementation: 'mine',
    persistence: 'posix',
    scenarios,
  };
  return crashLines(report, paintFor(recorder(columns), { LANG: 'C.UTF-8', NO_COLOR: '1' }));
}

describe('crash states on the console', () => {
  it('say how many states were judged, how many more were equal, and that none is bad', () => {
    expect(shown([good])).toEqual([
      'config-refresher  mine  every crash state under posix',
      '',
      '  ✓ nothing wrong    7 operations    14 states judged     1 more equal   none bad',
      '',
      '14 states judged · no bad state',
    ]);
  });

  it('show the worst with all that was called, what was lost of it, and what is found', () => {
    expect(shown([good, bad])).toEqual([
      'config-refresher  mine  every crash state under posix',
      '',
      '  ✓ nothing wrong        7 operations    14 states judged     1 more equal   none bad',
      '  ✗ target is missing    7 operations    14 states judged     1 more equal   9 bad',
      '',
      '✗ config-refresher · target-is-old-or-complete · in a state that can be found',
      '  After the loss of power the target was empty.',
      '    before   no target',
      '',
      '      1  on disk   open /t/.new, a new file',
      '      2  in part   write /t/.new, 17 bytes: the size 17, not 17 bytes',
      '      3  on disk   rename /t/.new to /t/target',
      '                   the power is lost',
      '',
      '    is found   /t/target: mode 0644, empty, new',
      '               /t/other: gone',
      '    scenario   target is missing',
      '    states     8 like it',
      '',
      '  also broken',
      '    success-means-a-complete-target',
      '      after the run had ended well: Success was told and the target is the old one.',
      '',
      '28 states judged · 9 bad',
    ]);
  });

  it('show of each property the shortest way of all scenarios', () => {
    const shorter = { ...bad, scenario: 'other', worst: [{ ...empty, steps: empty.steps.slice(0, 1) }] };
    expect(shown([bad, shorter])).toContain('    scenario   other');
  });

  it('say that success had been told where the power is lost after it', () => {
    const lines = shown([{ ...bad, worst: [lost] }]);
    expect(lines).toContain('                   status 0, and then the power is lost');
  });

  it('never count a run that was not recorded, nor one that was not gone through, as good', () => {
    const lines = shown([
      { ...good, judged: 0, operations: 0, equal: 0, impossible: 'the file /f is mapped\u001b[31m' },
      { ...good, complete: false },
    ]);
    expect(lines.join('\n')).toContain('! nothing wrong  not recorded: the file /f is mapped');
    expect(lines.join('\n')).toContain('not all: too many, few effects left out at a time');
    expect(lines.join('\n')).not.toContain('\u001b');
    expect(lines.at(-1)).toBe('14 states judged · no bad state · 1 run not recorded');
  });

  it('say nothing where no run was recorded', () => {
    const lines = shown([{ ...good, judged: 0, impossible: 'the run ended with status 3' }]);
    expect(lines.at(-1)).toBe('0 states judged · nothing can be said · 1 run not recorded');
  });

  it('keep to a narrow terminal', () => {
    for (const line of shown([good, bad], 60)) expect(line.length).toBeLessThanOrEqual(60);
  });
});
