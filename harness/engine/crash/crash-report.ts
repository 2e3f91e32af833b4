import type { Row } from '../../target.ts';
import type { PersistenceName } from '../../world/crash/persistence.ts';

/** What of one operation was on disk when the power came back. */
export type Fate = 'on disk' | 'lost' | 'in part' | 'returned';

/** One line of the way to a state. */
export interface Step {
  readonly operation: string;
  /** `returned`: a sync, which has no part of its own. */
  readonly fate: Fate;
  /** What there is of an operation that is there in part; empty otherwise. */
  readonly note: string;
}

/** When a state is looked at. */
export type Moment = 'found' | 'after success' | 'next run';

/** The shortest way to a state that breaks a property. */
export interface BadState {
  readonly property: string;
  readonly moment: Moment;
  readonly reason: string;
  readonly details: readonly Row[];
  /** How many states break this property at this moment. */
  readonly states: number;
  /** What had been called when the power was lost, in order. */
  readonly steps: readonly Step[];
  /** What a reader finds that is not as it was before the run. */
  readonly finds: readonly Row[];
}

/** What the states of one scenario's run came to. */
export interface ScenarioReport {
  /** The scenario in a few words. */
  readonly scenario: string;
  /** Why its run could not be recorded; undefined: it was. */
  readonly impossible: string | undefined;
  readonly operations: number;
  /** Different states, each judged once. */
  readonly judged: number;
  /** Ways to a state that is equal to one of these. */
  readonly equal: number;
  /** Whether these are all states that the model allows. */
  readonly complete: boolean;
  /** States that break at least one property. */
  readonly bad: number;
  /** One for each property and moment, the worst first. */
  readonly worst: readonly BadState[];
}

/** What was found of all crash states of an implementation. */
export interface CrashReport {
  readonly target: string;
  readonly implementation: string;
  readonly persistence: PersistenceName;
  readonly scenarios: readonly ScenarioReport[];
}
