import type { SeatrialEvent } from '../engine/events.ts';
import type { Reporter } from './reporter.ts';

/** What a command came to: enough to decide its exit status. */
export interface Outcome {
  /** Bugs that no earlier campaign had stored. */
  readonly findings: number;
  /** Bugs that an earlier campaign had stored. */
  readonly known: number;
  /** Faults of the harness itself. */
  readonly faults: number;
  readonly interrupted: boolean;
  readonly cases: { readonly hold: number; readonly fail: number; readonly broken: number };
  readonly mutants: { readonly killed: number; readonly survived: number; readonly skipped: number };
}

/** The outcome before anything happened. */
export const nothingYet: Outcome = {
  findings: 0,
  known: 0,
  faults: 0,
  interrupted: false,
  cases: { hold: 0, fail: 0, broken: 0 },
  mutants: { killed: 0, survived: 0, skipped: 0 },
};

/** The outcome after one more event. */
export function outcomeAfter(before: Outcome, event: SeatrialEvent): Outcome {
  const { cases, mutants } = before;
  switch (event.type) {
    case 'finding':
      return event.known
        ? { ...before, known: before.known + 1 }
        : { ...before, findings: before.findings + 1 };
    case 'harness-fault':
      return { ...before, faults: before.faults + 1 };
    case 'campaign-finished':
      return { ...before, interrupted: before.interrupted || event.interrupted };
    case 'case-replayed':
      return event.holds
        ? { ...before, cases: { ...cases, hold: cases.hold + 1 } }
        : { ...before, cases: { ...cases, fail: cases.fail + 1 } };
    case 'case-broken':
      return { ...before, cases: { ...cases, broken: cases.broken + 1 } };
    case 'mutant-killed':
      return { ...before, mutants: { ...mutants, killed: mutants.killed + 1 } };
    case 'mutant-survived':
      return { ...before, mutants: { ...mutants, survived: mutants.survived + 1 } };
    case 'mutant-skipped':
      return { ...before, mutants: { ...mutants, skipped: mutants.skipped + 1 } };
    default:
      return before;
  }
}

/** A reporter that only counts. */
export function outcomeReporter(): Reporter & { outcome(): Outcome } {
  let outcome = nothingYet;
  return {
    on: event => {
      outcome = outcomeAfter(outcome, event);
    },
    end: async () => {},
    outcome: () => outcome,
  };
}
