import type { FileStatus, FileSystem } from './file-system.ts';
import { withoutKeys } from './json/without-keys.ts';
import { patient } from './patience.ts';
import { publish } from './publish.ts';
import { readSource, type Source } from './read-source.ts';
import { Refusal } from './refusal.ts';
import { checkThreeFiles } from './three-files.ts';
import { touchMarker } from './touch-marker.ts';

/** What is to be done. Paths as the process sees them. */
export interface Request {
  readonly source: string;
  readonly target: string;
  readonly marker: string;
  /** Top-level keys that must not get into the target. */
  readonly drop: readonly string[];
}

/** All that a refresh touches of the outside. */
export interface Seams {
  readonly files: FileSystem;
  /** Sixteen hexadecimal digits that nobody can guess. */
  readonly random: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Writes a line to standard output. */
  readonly say: (line: string) => void;
  /** Writes a line to standard error. */
  readonly complain: (line: string) => void;
}

/** Refreshes, and gives the exit status: 0 refreshed, 1 not. */
export type Refresh = (request: Request, seams: Seams) => Promise<number>;

/** The steps in their order. The marker comes last: it claims that everything before it is done. */
export interface Steps {
  /** The files as the steps see them. */
  readonly files: (files: FileSystem) => FileSystem;
  readonly read: (files: FileSystem, source: string) => Promise<Source>;
  /** Refuses three paths that are not three files. */
  readonly check: (files: FileSystem, source: FileStatus, target: string, marker: string) => Promise<void>;
  readonly filter: (source: string, bytes: Uint8Array, drop: readonly string[]) => Uint8Array;
  readonly publish: (
    files: FileSystem,
    target: string,
    bytes: Uint8Array,
    random: () => string,
  ) => Promise<void>;
  readonly touch: (files: FileSystem, marker: string, now: number) => Promise<void>;
}

/** What every refresh is made of. */
export const steps: Steps = {
  files: patient,
  read: readSource,
  check: checkThreeFiles,
  filter: withoutKeys,
  publish,
  touch: touchMarker,
};

/** Says on standard error why nothing was refreshed. @returns the exit status @throws what is no refusal */
export function failed(error: unknown, { complain }: Seams): number {
  if (!(error instanceof Refusal)) throw error;
  complain(`config-refresher: ${error.message}`);
  return 1;
}

/** A refresh made of these steps. */
export function refresher(parts: Steps): Refresh {
  return async ({ source, target, marker, drop }, seams) => {
    const files = parts.files(seams.files);
    try {
      const { bytes, status } = await parts.read(files, source);
      await parts.check(files, status, target, marker);
      await parts.publish(files, target, parts.filter(source, bytes, drop), seams.random);
      await parts.touch(files, marker, seams.now());
    } catch (error) {
      return failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  };
}

/**
 * Reads a JSON source that another program may rewrite at any moment, drops keys, replaces the target in one step, and
 * touches the marker. On failure nothing has changed, unless the target was already replaced when the folder's fsync or
 * the marker failed.
 */
export const refresh: Refresh = refresher(steps);
