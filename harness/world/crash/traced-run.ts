import type { Change, Volume } from '../../recording.ts';
import type { TracedCall } from '../../stage.ts';
import { fdNumber } from '../strace/arguments.ts';
import type { Description } from './descriptions.ts';
import { type Found, Ledger } from './ledger.ts';
import { type ProcessState, ProcessTable } from './process-table.ts';
import { type Reached, reached } from './world-paths.ts';

/** What the traced program was started with. */
export interface TracedStart {
  /** The folder that stands for the root of the world, as the trace has it. */
  readonly root: string;
  /** Working directory. */
  readonly folder: string;
  readonly umask: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the epoch; the calls are taken to be spread evenly from the beginning to the end. */
  readonly began: number;
  readonly finished: number;
}

/** Thrown where a call does what can't be recorded. The message is a sentence without its end. */
export class NotRecordable extends Error {
  override readonly name = 'NotRecordable';
}

/** A call that succeeded, and who made it. */
export interface Taken {
  readonly call: string;
  readonly given: readonly string[];
  readonly result: number;
  readonly state: ProcessState;
}

/** Enters what one kind of call did. */
export type Handler = (run: TracedRun, taken: Taken) => void;

/** The account of a traced run, and what its calls' arguments mean at this moment. */
export class TracedRun {
  constructor(before: Volume, calls: readonly TracedCall[], start: TracedStart) {
    this.ledger = new Ledger(before);
    this.start = start;
    this.nowMs = start.began;
    this.#processes = new ProcessTable(calls, start);
  }

  readonly ledger: Ledger;
  readonly start: TracedStart;
  nowMs: number;
  readonly #processes: ProcessTable;

  process(pid: number): ProcessState {
    return this.#processes.of(pid);
  }

  /** The world's file behind a descriptor argument. */
  open({ descriptors }: ProcessState, argument: string | undefined): Description | undefined {
    return descriptors.get(fdNumber(argument ?? '') ?? -1);
  }

  /** Where a path argument leads. @param folder the descriptor that a relative path begins at */
  place(state: ProcessState, path: string | undefined, folder?: string): Reached {
    return reached(state, this.start.root, path, folder);
  }

  find(place: Reached, follow: boolean): Found | undefined {
    return place.kind === 'path' ? this.ledger.find(place.path, follow) : undefined;
  }

  inode(place: Reached, follow: boolean): number | undefined {
    return place.kind === 'open' ? place.description.inode : this.find(place, follow)?.inode;
  }

  /** What people call a place. */
  name(place: Reached): string {
    return place.kind === 'open' ? this.nameOf(place.description.inode) : place.path;
  }

  /** What people call a file. */
  nameOf(inode: number): string {
    return this.ledger.pathOf(inode) ?? 'a file without a name';
  }

  /** Enters a change of a file, if it is the world's. */
  enter(inode: number | undefined, change: (inode: number) => Change, text: string): void {
    if (inode !== undefined) this.ledger.enter(change(inode), text);
  }
}
