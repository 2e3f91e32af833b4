import type { Violation } from '../judge/verdict.ts';
import type { Fidelity, Row } from '../target.ts';

/** The version of the event format: raised when a reader of the old form would go wrong. */
export const eventVersion = 1;

/** What is to be run: one implementation of one target. */
export interface Subject {
  readonly target: string;
  readonly implementation: string;
  readonly fidelity: Fidelity;
}

export type Budget =
  | { readonly kind: 'runs'; readonly runs: readonly number[] }
  | { readonly kind: 'time'; readonly ms: number };

/** A bug, as people and programs are told of it. Stored on disk before the event is sent. */
export interface Finding extends Subject {
  readonly bucket: string;
  readonly kind: 'violation' | 'hang' | 'crash';
  /** The broken property; for a hang or a crash, that word. */
  readonly property: string;
  readonly reason: string;
  readonly details: readonly Row[];
  /** The shrunk scenario, in a few words. */
  readonly gist: string;
  readonly account: readonly Row[];
  /** Number of the run that found it, from 1. */
  readonly run: number;
  readonly seed: number;
  readonly shrinks: number;
  /** Characters of the scenario as JSON, before and after shrinking. */
  readonly size: { readonly drawn: number; readonly shrunk: number };
  /** How often it happened again when run again: of 3. Less than all: flaky. */
  readonly repeats: { readonly seen: number; readonly of: number };
  /** Whether shrinking ended by itself, or because its runs or its time were used up. */
  readonly shrinking: 'finished' | 'out of runs' | 'out of time' | 'skipped';
  /** Whether an earlier campaign already stored this bucket. */
  readonly known: boolean;
  /** What `--impl` must say to run it again; left out for one of the target's own implementations. */
  readonly option?: string;
  /** What `--engine` must say to run it again; left out where it was Seatrial's own, or none. */
  readonly engine?: string;
  /** Path of case.json, relative to the folder the campaign was started in. */
  readonly file: string;
}

/** Share of the scenarios that carried a label. */
export interface LabelShare {
  readonly label: string;
  readonly percent: number;
  readonly atLeast: number;
}

/** What one subject has come to so far, or in the end. */
export interface Tally extends Subject {
  readonly runs: number;
  readonly elapsedMs: number;
  readonly findings: number;
  /** Runs that could not prove anything: their scenario could not be built, or their fault was not reached. */
  readonly rejected: number;
  /** Labels with a floor: how many there are, how many were seen at all. */
  readonly labels: { readonly seen: number; readonly declared: number };
}

/** Everything that happens, in order. Reports are made from these alone. */
export type EventBody =
  | {
      readonly type: 'campaign-started';
      readonly version: string;
      readonly seed: number;
      readonly jobs: number;
      readonly containment: string;
      readonly budget: Budget;
      /** Of the subjects that are run in containers after the others; left out where there are none. */
      readonly containers?: { readonly jobs: number; readonly budget: Budget };
      readonly subjects: readonly Subject[];
    }
  | {
      /** What would be run as well, if this machine could. */
      readonly type: 'subjects-skipped';
      readonly subjects: readonly Subject[];
      readonly reason: string;
    }
  | ({ readonly type: 'progress' } & Tally)
  | ({ readonly type: 'finding' } & Finding)
  | ({
      readonly type: 'subject-finished';
      readonly below: readonly LabelShare[];
      /** What runs were rejected for, the most frequent first. */
      readonly rejections: readonly { readonly reason: string; readonly runs: number }[];
    } & Tally)
  | {
      readonly type: 'harness-fault';
      readonly target: string;
      readonly reason: string;
      readonly run?: number;
    }
  | {
      readonly type: 'campaign-finished';
      readonly elapsedMs: number;
      readonly runs: readonly number[];
      readonly findings: number;
      readonly faults: number;
      readonly interrupted: boolean;
      /** The command that does exactly this again. */
      readonly again: string;
    }
  | {
      readonly type: 'case-replayed';
      readonly target: string;
      readonly file: string;
      readonly title: string;
      readonly holds: boolean;
      /** One line for everything that did not hold. */
      readonly problems: readonly string[];
    }
  | {
      readonly type: 'case-broken';
      readonly target: string;
      readonly file: string;
      readonly problems: readonly string[];
    }
  | {
      readonly type: 'mutant-killed';
      readonly target: string;
      readonly mutant: string;
      readonly property: string;
      /** Generated runs until the kill, for each seed. */
      readonly runs: readonly number[];
      readonly within: number;
      readonly gist: string;
      readonly violation: Violation;
      readonly scenario: unknown;
    }
  | {
      readonly type: 'mutant-survived';
      readonly target: string;
      readonly mutant: string;
      readonly within: number;
      /** The seeds at which nothing killed it. */
      readonly seeds: readonly number[];
      /** What `--fidelity` must say to run it so; left out where that is what it is run at anyway. */
      readonly fidelity?: Fidelity;
    }
  | {
      /** A program that can't be hunted on this machine. */
      readonly type: 'mutant-skipped';
      readonly target: string;
      readonly mutant: string;
      readonly reason: string;
    };

/** One event as it is written: a line of NDJSON. */
export type SeatrialEvent = EventBody & { readonly v: typeof eventVersion; readonly time: string };

/** Takes events as they happen. */
export type Emit = (event: EventBody) => void;
