import type { SeenEntry, TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';

/** A mount of a folder or file of the host's, as a real Compose says it. */
export interface Bound {
  readonly service: string;
  /** Container path, without a slash at its end. */
  readonly target: string;
  /** Absolute in the scenario's world, normalised by its text alone. */
  readonly source: string;
  /** The same as Compose writes it, with dots and slashes. */
  readonly text: string;
  /** Whether the engine makes what is missing. */
  readonly createsSource: boolean;
}

/** How the container of one service came up. */
export type Started =
  | {
      readonly kind: 'started';
      readonly service: string;
      /** Container path of each bound mount → what the kernel finds there. */
      readonly found: Readonly<Record<string, SeenEntry['kind'] | 'nothing'>>;
    }
  /** The engine would not make it, or not start it, and says why. */
  | {
      readonly kind: 'refused';
      readonly service: string;
      readonly at: 'create' | 'start';
      readonly reason: string;
    };

/** What came of the session that was started when the program had ended. */
export type Session =
  /** A real Compose can't read the files. */
  | { readonly kind: 'not-composed'; readonly reason: string }
  | {
      readonly kind: 'composed';
      /** Of the services that are started: those without profiles. */
      readonly bound: readonly Bound[];
      /** In the order in which they were started. */
      readonly services: readonly Started[];
      /** The world before the engine started anything, and after all its containers were removed. */
      readonly before: TreeSnapshot;
      readonly after: TreeSnapshot;
    };
