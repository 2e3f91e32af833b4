import type { Verdict } from '../../judge/verdict.ts';
import type { Explored, RunNumber, Stretch } from '../explore.ts';
import type { Failure } from '../failure.ts';
import type { Kill } from '../hunt.ts';
import type { Pursued } from '../pursue.ts';
import type { Reproduction } from '../repro/reproduce.ts';
import type { ShrinkLimits } from '../shrink/shrink.ts';
import type { SubjectSource } from '../subject.ts';

/** What a worker can be asked to do. Plain data, since it crosses a process. */
export type Task =
  | ({
      readonly kind: 'explore';
      readonly subject: SubjectSource;
      readonly seed: number;
      readonly examples: boolean;
      /** Note each run in the marker file before it starts, so that a lost process tells which it was. */
      readonly careful: boolean;
      /** Candidates that took a process down when they were run in process to choose among them, and how. */
      readonly lost: ReadonlyMap<number, string>;
    } & Stretch)
  | {
      readonly kind: 'pursue';
      readonly subject: SubjectSource;
      readonly seed: number;
      readonly examples: boolean;
      /** Number of the drawn scenario. */
      readonly candidate: number;
      readonly failure: Failure;
      readonly limits: ShrinkLimits;
    }
  | {
      readonly kind: 'hunt';
      /** A mutant. */
      readonly subject: SubjectSource;
      readonly seed: number;
      readonly runs: number;
      readonly shrink?: ShrinkLimits;
    }
  | { readonly kind: 'judge'; readonly subject: SubjectSource; readonly scenario: unknown }
  /** The same, with everything there is to see. */
  | { readonly kind: 'reproduce'; readonly subject: SubjectSource; readonly scenario: unknown };

/** What a task comes to. */
export type Answer =
  | { readonly kind: 'explored'; readonly explored: Explored }
  | { readonly kind: 'pursued'; readonly pursued: Pursued<unknown> }
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'reproduced'; readonly reproduction: Reproduction }
  | { readonly kind: 'hunted'; readonly kill?: Kill<unknown> }
  | { readonly kind: 'failed'; readonly reason: string };

/** From the campaign to a worker. */
export type Request =
  | { readonly type: 'task'; readonly task: Task }
  /** End the stretch soon. */
  | { readonly type: 'stop' }
  /** Close everything and go: no worlds and no programs are left. */
  | { readonly type: 'end' };

/** From a worker to the campaign. */
export type Reply =
  | { readonly type: 'ready' }
  /** It is alive, and has come so far in its stretch. `choosing`: what it runs now is run in process. */
  | { readonly type: 'beat'; readonly at?: RunNumber; readonly choosing?: true }
  /** The smallest scenario so far of what it pursues. */
  | { readonly type: 'smaller'; readonly scenario: unknown; readonly failure: Failure }
  /** Something was thrown that no run caught; it ends. */
  | { readonly type: 'escaped'; readonly reason: string }
  | { readonly type: 'answer'; readonly answer: Answer };
