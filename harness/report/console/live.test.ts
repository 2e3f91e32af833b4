import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventBody } from '../../engine/events.ts';
import { type Reporter, stamp } from '../reporter.ts';
import { ended, finding, finished, started, subjectOf, subjects, tallyOf } from '../samples.ts';
import { consoleReporter } from './console.ts';
import { type Recorder, recorder, shownBy } from './fake-terminal.ts';

interface Session {
  readonly output: Recorder;
  readonly reporter: Reporter;
  /** What the console asked to be called for when the process ends. */
  readonly endings: Set<() => void>;
  tell(...events: readonly EventBody[]): void;
  lines(): readonly string[];
}

function session(columns = 100, environment: Record<string, string> = {}): Session {
  const output = recorder(columns);
  const endings = new Set<() => void>();
  const reporter = consoleReporter({
    output,
    environment: { LANG: 'C.UTF-8', NO_COLOR: '1', ...environment },
    whenProcessEnds: action => {
      endings.add(action);
      return () => {
        endings.delete(action);
      };
    },
  });
  return {
    output,
    reporter,
    endings,
    tell: (...events) => {
      for (const event of events) reporter.on(stamp(event));
    },
    lines: () => shownBy(output.written).lines.map(line => line.trimEnd()),
  };
}

const [posture, compose] = subjects;

function progressOf(runs: number, ms: number): EventBody {
  return { type: 'progress', ...tallyOf(posture, runs, ms) };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const header = 'seatrial 0.1.0 · seed 1804289383 · 2 jobs · containment: bubblewrap';

describe('the live console', () => {
  it('draws every subject in its place while it runs', () => {
    const { tell, lines } = session();
    tell(started);
    vi.advanceTimersByTime(100);
    tell(progressOf(70_000, 10_100));
    expect(lines()).toEqual([
      header,
      '',
      '  ▸ posture-checker     reference  model     70,000 runs   6.9k/s   10 s',
      '  · compose-assembler   reference  model    waiting',
      '  · config-refresher    reference  process  waiting',
      '',
    ]);
  });

  it('ends as it would without a terminal', async () => {
    const live = session(160);
    const plain = recorder();
    const other = consoleReporter({ output: plain, environment: { LANG: 'C.UTF-8' } });
    for (const event of [started, ...ended, finished]) {
      live.tell(event);
      vi.advanceTimersByTime(100);
      other.on(stamp(event));
    }
    await live.reporter.end();
    await other.end();
    expect(live.lines().join('\n')).toBe(plain.written);
  });

  it('writes a finding above the subjects, which stay below it, once', async () => {
    const { tell, lines, reporter } = session();
    tell(started, progressOf(70_000, 10_100), { type: 'finding', ...finding });
    vi.advanceTimersByTime(100);
    const during = lines();
    expect(during.slice(0, 3)).toEqual([
      header,
      '',
      expect.stringMatching(/^✗ compose-assembler · mand.* new$/),
    ]);
    expect(during.slice(-6)).toEqual([
      expect.stringMatching(/^ {2}keep {7}npx seatrial corpus add .*\/case\.json$/),
      '',
      '  ▸ posture-checker     reference  model     70,000 runs   6.9k/s   10 s',
      '  · compose-assembler   reference  model    waiting',
      '  · config-refresher    reference  process  waiting',
      '',
    ]);
    tell(...ended, finished);
    await reporter.end();
    const after = lines();
    expect(after.filter(line => line.includes('posture-checker'))).toEqual([
      '  ✓ posture-checker     reference  model    412,803 runs   6.9k/s   labels 14/14',
    ]);
    expect(after.filter(line => line.startsWith('✗ '))).toHaveLength(1);
    expect(after.at(-3)).toMatch(/^3 targets · .* · 1 new finding$/);
  });

  it('draws at most ten frames a second, and the last state without another event', () => {
    const { tell, output, lines } = session();
    const frames = (): number => output.written.split('\x1b[?2026h').length - 1;
    tell(started);
    const before = frames();
    for (let ms = 1; ms <= 1000; ms++) {
      vi.advanceTimersByTime(1);
      tell(progressOf(ms, ms));
    }
    expect(frames() - before).toBeGreaterThanOrEqual(9);
    expect(frames() - before).toBeLessThanOrEqual(10);
    tell(progressOf(123_456, 1001));
    vi.advanceTimersByTime(100);
    expect(lines().join('\n')).toContain('123,456 runs');
  });

  it('hides the cursor while it draws, and gives it back at the end', async () => {
    const { tell, output, reporter, endings } = session();
    tell(started);
    expect(shownBy(output.written).cursor).toBe(false);
    expect(endings.size).toBe(1);
    tell(...ended, finished);
    await reporter.end();
    expect(shownBy(output.written).cursor).toBe(true);
    expect(endings.size).toBe(0);
    const { length } = output.written;
    vi.advanceTimersByTime(1000);
    expect(output.written).toHaveLength(length);
  });

  it('gives the cursor back when the process ends in the middle', () => {
    const { tell, output, endings } = session();
    tell(started);
    for (const ending of endings) ending();
    expect(shownBy(output.written).cursor).toBe(true);
  });

  it('leaves what is known when it is ended in the middle', async () => {
    const { tell, lines, reporter, output } = session();
    tell(started, progressOf(70_000, 10_100));
    await reporter.end();
    expect(lines()).toEqual([
      header,
      '',
      '  ▸ posture-checker     reference  model     70,000 runs   6.9k/s   10 s',
      '  ! compose-assembler   reference  model    not run',
      '  ! config-refresher    reference  process  not run',
      '',
    ]);
    expect(shownBy(output.written).cursor).toBe(true);
  });

  it.each([40, 60, 80, 200])('never draws a line wider than %d columns', columns => {
    const { tell, lines } = session(columns);
    tell(started);
    vi.advanceTimersByTime(100);
    tell(progressOf(1_234_567, 3_723_000), ...ended.slice(1));
    vi.advanceTimersByTime(100);
    // The header is written whole: it is short, and to be copied.
    const block = lines().slice(1);
    expect(Math.max(...block.map(line => line.length))).toBeLessThanOrEqual(columns);
    const words = block.join(' ').replace(/\s+/g, ' ');
    expect(words).toContain('1,234,567 runs 332/s 1 h 2 m');
    expect(words).toContain('below its floor: source-rewritten-twice 0.4 % of 1 %');
  });

  it('shows those that run where there are more subjects than lines', () => {
    const many = Array.from({ length: 60 }, (_, nth) => subjectOf(`target-${nth}`));
    const { tell, lines } = session();
    tell({ ...started, subjects: many });
    for (const nth of [7, 30]) tell({ type: 'progress', ...tallyOf(subjectOf(`target-${nth}`), 5, 1000) });
    vi.advanceTimersByTime(100);
    expect(lines()).toEqual([
      header,
      '',
      '  ▸ target-7    reference  model        5 runs    5.0/s   1.0 s',
      '  ▸ target-30   reference  model        5 runs    5.0/s   1.0 s',
      '  … and 58 other subjects',
      '',
    ]);
  });

  it('counts cases while they are replayed', async () => {
    const { tell, lines, reporter } = session();
    const replayed = { type: 'case-replayed', target: 't', title: 'x', problems: [] } as const;
    tell({ ...replayed, file: 'a.json', holds: true });
    vi.advanceTimersByTime(100);
    tell({ ...replayed, file: 'b.json', holds: true });
    expect(lines()).toEqual(['', '▸ 2 cases · 2 hold', '']);
    await reporter.end();
    expect(lines()[0]).toBe('2 cases · 2 hold');
  });

  it('fails at the next event when the terminal is gone while nobody looks', () => {
    let gone = false;
    const output = {
      ...recorder(80),
      write: () => {
        if (gone) throw new Error('EIO');
      },
    };
    const reporter = consoleReporter({ output, environment: {}, whenProcessEnds: () => () => {} });
    reporter.on(stamp(started));
    reporter.on(stamp(progressOf(1, 1)));
    gone = true;
    expect(() => vi.advanceTimersByTime(100)).not.toThrow();
    expect(() => reporter.on(stamp(progressOf(2, 2)))).toThrow('EIO');
  });
});

describe('which console', () => {
  it.each<[string, Record<string, string>]>([
    ['a dumb terminal', { TERM: 'dumb' }],
    ['a CI job', { CI: 'true' }],
  ])('is plain for %s, though it is a terminal', (_, environment) => {
    const { tell, output } = session(80, environment);
    tell(started, { type: 'subject-finished', ...tallyOf(compose, 5, 1000), below: [], rejections: [] });
    expect(output.written).not.toContain('\x1b');
    expect(output.written).toContain('compose-assembler');
  });
});
