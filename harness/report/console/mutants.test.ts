import { describe, expect, it } from 'vitest';
import { recorder } from './fake-terminal.ts';
import { type MutantEvent, mutantLines, mutantsSentence } from './mutants.ts';
import { paintFor } from './paint.ts';

const killed: MutantEvent = {
  type: 'mutant-killed',
  target: 'config-refresher',
  mutant: 'marker-before-rename',
  property: 'marker-only-after-success',
  runs: [2, 17, 9],
  within: 500,
  gist: 'ENOSPC at rename',
  violation: { property: 'marker-only-after-success', reason: 'r', signature: 'r', details: [] },
  scenario: {},
};
const survived: MutantEvent = {
  type: 'mutant-survived',
  target: 'config-refresher',
  mutant: 'chmod-follows-umask',
  within: 2000,
  seeds: [],
};
const skipped: MutantEvent = {
  type: 'mutant-skipped',
  target: 'config-refresher',
  mutant: 'pipe-status-lost',
  reason: 'jq not installed',
};

function paint(columns?: number) {
  return paintFor(recorder(columns), { LANG: 'C.UTF-8', NO_COLOR: '1' });
}

describe('the table of mutants', () => {
  it('has its columns at the same places, and the worst of the seeds', () => {
    const short: MutantEvent = { ...killed, mutant: 'truncate', property: 'no-leak', runs: [3], gist: 'cut' };
    expect([killed, short, survived, skipped].flatMap(event => mutantLines(event, paint()))).toEqual([
      '  killed   marker-before-rename        marker-only-after-success        run 17     ENOSPC at rename',
      '  killed   truncate                    no-leak                          run 3      cut',
      '  SURVIVED chmod-follows-umask         –                                2,000 runs',
      '  skipped  pipe-status-lost            –                                           jq not installed',
    ]);
  });

  it('keeps to a narrow terminal and leaves nothing out', () => {
    expect(mutantLines(killed, paint(80))).toEqual([
      '  killed   marker-before-rename        marker-only-after-success        run 17',
      '           ENOSPC at rename',
    ]);
    expect(mutantLines(killed, paint(40))).toEqual([
      '  killed   marker-before-rename',
      '           marker-only-after-success',
      '           run 17     ENOSPC at rename',
    ]);
  });

  it('names the seeds at which one survived, and a kill that came too late', () => {
    const [line] = mutantLines({ ...survived, seeds: [1, 2, 3] }, paint());
    expect(line).toMatch(/2,000 runs at seeds 1, 2 and 3$/);
    expect(mutantLines({ ...survived, seeds: [2] }, paint())[0]).toMatch(/2,000 runs at seed 2$/);
    expect(mutantLines({ ...killed, runs: [2, 501] }, paint())[0]).toContain('run 501 of 500 ENOSPC');
  });
});

describe('the last sentence', () => {
  it('says how many were killed', () => {
    expect(mutantsSentence([killed, killed], paint())).toBe('2 of 2 killed');
    expect(mutantsSentence([killed, skipped, killed], paint())).toBe('2 of 2 killed · 1 skipped');
  });

  it('says what to do about survivors', () => {
    expect(mutantsSentence([killed, survived], paint())).toBe(
      '1 of 2 killed · 1 survived: no property tells it from the reference. Run it alone: seatrial fuzz config-refresher --impl chmod-follows-umask',
    );
    expect(mutantsSentence([survived, survived], paint())).toBe(
      '0 of 2 killed · 2 survived: no property tells them from the reference. Run one alone: seatrial fuzz config-refresher --impl chmod-follows-umask',
    );
  });
});
