import type { FaultReport } from '../../harness/target.ts';
import type { TreeSnapshot } from '../../harness/world/file-tree/snapshot.ts';
import type { Session } from './container/inside.ts';

/** How one run of the program ended. */
export interface Ended {
  readonly status: number;
  /** Everything on standard error. Paths are the scenario's. */
  readonly said: string;
}

/** Where a planned fault made an operation fail. */
export interface FailedCall {
  readonly operation: string;
  /** Absolute, links in it followed as far as they lead. */
  readonly path: string;
}

/** What a program did that was run twice in one world. Paths are relative to the world's root. */
export interface Observation {
  /** Whom HOME belongs to. */
  readonly uid: number;
  readonly first: Ended;
  readonly second: Ended;
  readonly before: TreeSnapshot;
  /** After the first run, and after the second. */
  readonly after: TreeSnapshot;
  readonly again: TreeSnapshot;
  /** The operation that was planned to fail, if the first run came to it. The second run meets no such fault. */
  readonly failed: FailedCall | undefined;
  /** What became of the planned faults. */
  readonly faults: readonly FaultReport[];
  /** In a container: the session that a real Compose and a real engine started of what the program left. */
  readonly session?: Session;
}
