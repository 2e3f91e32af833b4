import { describe, expect, it } from 'vitest';
import type { EventBody, Subject } from '../../engine/events.ts';
import { stamp } from '../reporter.ts';
import { ended, finding, finished, started, subjectOf, subjects, tallyOf } from '../samples.ts';
import { consoleReporter } from './console.ts';
import { recorder } from './fake-terminal.ts';

const utf8 = { LANG: 'C.UTF-8' };

async function written(
  events: readonly EventBody[],
  environment: Record<string, string> = utf8,
): Promise<string> {
  const output = recorder();
  const reporter = consoleReporter({ output, environment });
  for (const event of events) reporter.on(stamp(event));
  await reporter.end();
  return output.written;
}

function startedWith(...these: readonly Subject[]): EventBody {
  return { ...started, subjects: these };
}

describe('the plain console', () => {
  it('writes a campaign that finds nothing', async () => {
    expect(await written([started, ...ended, finished])).toBe(`\
seatrial 0.1.0 · seed 1804289383 · 2 jobs · containment: bubblewrap

  ✓ posture-checker     reference  model    412,803 runs   6.9k/s   labels 14/14
  ✓ compose-assembler   reference  model     98,120 runs   1.6k/s   labels 21/21
  ✓ config-refresher    reference  process    9,541 runs    159/s   labels 17/18   below its floor: source-rewritten-twice 0.4 % of 1 %

3 targets · 520,464 runs · 1 m 0 s · nothing new found
again, exactly: seatrial fuzz --seed 1804289383 --runs 412803,98120,9541
`);
  });

  it('writes it in ASCII where the locale is not UTF-8', async () => {
    const text = await written([started, ...ended, finished], { LANG: 'C' });
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    expect(text).toContain(
      '\n  + posture-checker     reference  model    412,803 runs   6.9k/s   labels 14/14\n',
    );
    expect(text).toContain('3 targets - 520,464 runs - 1 m 0 s - nothing new found');
  });

  it('writes progress at steps of ten seconds only', async () => {
    const [subject] = subjects;
    const times = [200, 9999, 10_000, 10_400, 19_999, 31_000, 39_000, 40_100];
    const progress = times.map(ms => ({ type: 'progress' as const, ...tallyOf(subject, ms, ms) }));
    const text = await written([startedWith(subject), ...progress]);
    expect(text).toBe(`\
seatrial 0.1.0 · seed 1804289383 · 2 jobs · containment: bubblewrap

  ▸ posture-checker   reference  model   10,000 runs   1.0k/s   10 s
  ▸ posture-checker   reference  model   31,000 runs   1.0k/s   31 s
  ▸ posture-checker   reference  model   40,100 runs   1.0k/s   40 s
`);
  });

  it('sets a finding apart from what goes on, and counts it', async () => {
    const [, subject] = subjects;
    const tally = { ...tallyOf(subject, 30_000, 12_000), findings: 1 };
    const text = await written([
      startedWith(subject),
      { type: 'finding', ...finding },
      { type: 'progress', ...tally },
      { type: 'subject-finished', ...tally, below: [], rejections: [] },
      { ...finished, findings: 1, runs: [30_000] },
    ]);
    expect(text).toContain('bubblewrap\n\n✗ compose-assembler · mandatory-overlays-survive');
    expect(text).toContain(
      'case.json\n\n  ▸ compose-assembler   reference  model   30,000 runs   2.5k/s   12 s   1 finding\n',
    );
    expect(text).toContain(
      '\n  ✗ compose-assembler   reference  model   30,000 runs   2.5k/s   labels 14/14   1 finding\n\n',
    );
    expect(text).toContain('\n1 target · 30,000 runs · 1 m 0 s · 1 new finding\n');
  });

  it.each<[Partial<typeof finished>, readonly boolean[], string]>([
    [{}, [true], 'nothing new found, 1 known before'],
    [{}, [false, false, true], '2 new findings, 1 known before'],
    [{ interrupted: true }, [], 'interrupted · nothing new found'],
    [{ faults: 2 }, [], 'nothing new found · 2 faults of the harness'],
  ])('sums %o up', async (changes, known, words) => {
    const findings = known.map(each => ({ type: 'finding' as const, ...finding, known: each }));
    const text = await written([started, ...findings, { ...finished, ...changes }]);
    expect(text).toContain(`· 1 m 0 s · ${words}\n`);
  });

  it('gives no tick to what was not run, or proved nothing', async () => {
    const [first, second, third] = subjects;
    const text = await written([
      started,
      { type: 'subject-finished', ...tallyOf(first, 50, 100, { rejected: 50 }), below: [], rejections: [] },
      { type: 'subject-finished', ...tallyOf(second, 50, 100, { rejected: 6 }), below: [], rejections: [] },
      { ...finished, interrupted: true },
    ]);
    expect(text).toContain(
      '  ! posture-checker     reference  model         50 runs    500/s   labels 14/14   100 % proved nothing\n',
    );
    expect(text).toContain(
      '  ✓ compose-assembler   reference  model         50 runs    500/s   labels 14/14   12 % proved nothing\n',
    );
    expect(text).toContain(`  ! ${third.target}    reference  process  not run\n`);
  });

  it('tells a few faults of the harness in full, and says that it only counts the others', async () => {
    const faults = Array.from({ length: 9 }, (_, nth) => ({
      type: 'harness-fault' as const,
      target: 'session-gc',
      reason: `a property threw "${nth}"`,
      run: nth + 1,
    }));
    expect(await written(faults)).toBe(`\
! session-gc · fault of the harness, in run 1
  a property threw "0"

! session-gc · fault of the harness, in run 2
  a property threw "1"

! session-gc · fault of the harness, in run 3
  a property threw "2"

! session-gc · further faults of the harness are only counted
`);
  });

  it('cuts the name of a program under test, which is its command line', async () => {
    const subject = { ...subjectOf('session-gc'), implementation: `cmd:'./gc.sh ${'x'.repeat(90)}'` };
    const text = await written([
      startedWith(subject),
      { type: 'subject-finished', ...tallyOf(subject, 1, 1000), below: [], rejections: [] },
    ]);
    expect(text).toContain(`  ✓ session-gc   cmd:'./gc.sh ${'x'.repeat(26)}…  model        1 run     1.0/s`);
  });

  it('writes a replay: what does not hold in full, the rest as a count', async () => {
    const replayed = { type: 'case-replayed', target: 'session-gc', title: 'The daemon is down' } as const;
    const text = await written([
      { ...replayed, file: 'corpus/session-gc/one.json', holds: true, problems: [] },
      {
        ...replayed,
        file: 'corpus/session-gc/daemon down.json',
        holds: false,
        problems: [
          'reference: live-sessions-stay is broken: "9f3a" was removed',
          'mutant "trusts-output" survives',
        ],
      },
      { ...replayed, file: 'corpus/session-gc/two.json', holds: true, problems: [] },
      {
        type: 'case-broken',
        target: 'session-gc',
        file: 'corpus/session-gc/bad.json',
        problems: ['scenario.docker.exit: expected an integer from 0 to 255, got "one"'],
      },
    ]);
    expect(text).toBe(`\
✗ corpus/session-gc/daemon down.json
  The daemon is down
    reference: live-sessions-stay is broken: "9f3a" was removed
    mutant "trusts-output" survives
  again      npx seatrial repro 'corpus/session-gc/daemon down.json'

! corpus/session-gc/bad.json is no case that can be run
    scenario.docker.exit: expected an integer from 0 to 255, got "one"

4 cases · 2 hold · 1 fails · 1 broken
`);
  });

  it('writes mutants by target', async () => {
    const survived = { type: 'mutant-survived', within: 500, seeds: [] } as const;
    const text = await written([
      { ...survived, target: 'session-gc', mutant: 'one' },
      { ...survived, target: 'session-gc', mutant: 'two' },
      { ...survived, target: 'wrap-socket', mutant: 'three' },
    ]);
    expect(text.split('\n').map(line => line.slice(0, 24))).toEqual([
      'session-gc',
      '  SURVIVED one          ',
      '  SURVIVED two          ',
      '',
      'wrap-socket',
      '  SURVIVED three        ',
      '',
      '0 of 3 killed · 3 surviv',
      '',
    ]);
  });

  it('tells the sixth finding of a property, and those after it, in short', async () => {
    const many = Array.from(
      { length: 7 },
      (_, nth) => ({ type: 'finding', ...finding, bucket: `b${nth}` }) as const,
    );
    const other = { type: 'finding', ...finding, property: 'banner-is-true', bucket: 'other' } as const;
    const text = await written([...many, other]);
    const kept = text.split('\n').filter(line => line.includes('npx seatrial corpus add'));
    const reproduced = text.split('\n').filter(line => line.includes('npx seatrial repro'));
    expect([kept.length, reproduced.length]).toEqual([6, 8]);
    for (const { bucket } of [...many, other]) expect(text).toContain(`bucket ${bucket}`);
  });
});
