import type { Running } from '../../../harness/stage.ts';
import type { ProcessSeen } from '../observation.ts';

/** A child that the broker does not start itself: it starts one that hands descriptor 3 on. */
export interface ChildElsewhere {
  /** What the broker starts in place of these words. */
  words(child: readonly string[]): readonly [string, ...string[]];
  /** Once it is there, the broker is told to stop. */
  readonly stopFile: string;
  /** Sees to the child as long as the broker runs. */
  attend(running: Running): Promise<void>;
  /** Undefined: there was none, or none yet. */
  readonly seen: ElsewhereSeen | undefined;
}

/** What was seen of it from outside. */
export interface ElsewhereSeen {
  readonly processes: readonly ProcessSeen[];
  /** What its engine tells of it, and kept of its output. */
  readonly told: readonly string[];
  /** When it had ended, in ms since the epoch. */
  readonly endedAt: number;
}

/** What is known of a start when its child is thought of. */
export interface StartElsewhere {
  readonly nth: number;
  readonly port: number;
  readonly up: boolean;
  readonly project: string;
  readonly shared: string;
  readonly temporary: string;
}
