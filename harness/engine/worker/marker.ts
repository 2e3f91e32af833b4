import { writeSync } from 'node:fs';
import type { RunNumber } from '../explore.ts';

/** Longer than two of the longest numbers. */
const width = 48;

/** What a worker process notes before it does what may take it down. */
export type Note =
  | 'none'
  | ({ readonly kind: 'run' } & RunNumber)
  /** A candidate is run in process, to choose. */
  | { readonly kind: 'candidate'; readonly candidate: number };

/** Overwrites the marker file: by a system call, so that it outlives the process. */
export function writeMarker(descriptor: number, note: Note): void {
  writeSync(descriptor, textOf(note).padEnd(width), 0);
}

function textOf(note: Note): string {
  if (note === 'none') return note;
  return note.kind === 'run' ? `run ${note.run} ${note.candidate}` : `candidate ${note.candidate}`;
}

/** What the marker file of a lost process says: the run, or the candidate, that it was at. */
export function readMarker(text: string): {
  readonly noted: RunNumber | undefined;
  readonly candidate: number | undefined;
} {
  const [, run, ofRun, alone] = /^(?:run (\d+) (\d+)|candidate (\d+)) *$/.exec(text) ?? [];
  return {
    noted:
      run === undefined || ofRun === undefined ? undefined : { run: Number(run), candidate: Number(ofRun) },
    candidate: alone === undefined ? undefined : Number(alone),
  };
}
