import { expect, it } from 'vitest';
import type { EventBody } from '../engine/events.ts';
import { outcomeReporter } from './outcome.ts';
import { stamp } from './reporter.ts';
import { ended, finding, finished, started } from './samples.ts';

function outcomeOf(...events: readonly EventBody[]) {
  const reporter = outcomeReporter();
  for (const event of events) reporter.on(stamp(event));
  return reporter.outcome();
}

const replayed = { type: 'case-replayed', target: 't', file: 'f', title: 'x', problems: [] } as const;
const mutant = { target: 't', mutant: 'm', within: 1 } as const;

it('comes to nothing when nothing happened', () => {
  expect(outcomeOf(started, ...ended, finished)).toEqual({
    findings: 0,
    known: 0,
    faults: 0,
    interrupted: false,
    cases: { hold: 0, fail: 0, broken: 0 },
    mutants: { killed: 0, survived: 0, skipped: 0 },
  });
});

it('tells new findings from known ones, and both from faults of the harness', () => {
  const outcome = outcomeOf(
    { type: 'finding', ...finding },
    { type: 'finding', ...finding, bucket: '2', known: true },
    { type: 'finding', ...finding, bucket: '3', known: true },
    { type: 'harness-fault', target: 't', reason: 'r' },
    { ...finished, interrupted: true },
  );
  expect(outcome).toMatchObject({ findings: 1, known: 2, faults: 1, interrupted: true });
});

it('counts cases and mutants by what became of them', () => {
  const { cases, mutants } = outcomeOf(
    { ...replayed, holds: true },
    { ...replayed, holds: true },
    { ...replayed, holds: false, problems: ['p'] },
    { type: 'case-broken', target: 't', file: 'g', problems: ['p'] },
    { type: 'mutant-survived', ...mutant, seeds: [1] },
    { type: 'mutant-skipped', ...mutant, reason: 'r' },
  );
  expect(cases).toEqual({ hold: 2, fail: 1, broken: 1 });
  expect(mutants).toEqual({ killed: 0, survived: 1, skipped: 1 });
});
