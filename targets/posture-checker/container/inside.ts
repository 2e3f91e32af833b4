import type { DockerRun } from './docker-run.ts';
import type { Given } from './given.ts';
import type { Seen } from './read-inside.ts';

/** A boot in a container: what the container was told to be, what that gives a program, and what the kernel gave. */
export interface Inside {
  /** Paths of the world begin with `WORLD`. */
  readonly run: DockerRun;
  /** Words that were run in it behind the entrypoint; empty: the probe alone. */
  readonly program: readonly string[];
  readonly given: Given;
  readonly seen: Omit<Seen, 'status'>;
}
