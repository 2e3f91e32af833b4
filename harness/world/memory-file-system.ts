import type { FaultEffect, FileOperation } from '../arbitraries/fault-plan.ts';
import { Blocked, DiskError } from './disk-error.ts';
import type { FaultInjector } from './fault-injector.ts';
import type { MemoryCalls, NodeStatus } from './memory-calls.ts';
import type { Passed, Turnstile } from './turnstile.ts';

/** One operation as it happened: enough to replay it, and to work out what a lost page cache would leave. */
export interface OperationRecord {
  readonly moment: number;
  readonly process: string;
  readonly operation: FileOperation;
  /** The path it was given, or the one its descriptor was opened with. */
  readonly path: string;
  /** Where a rename leads. */
  readonly to?: string;
  /** Flags of an open, as in open(2). */
  readonly flags?: number;
  /** Mode that an open or an fchmod was given. */
  readonly mode?: number;
  /** The descriptor that it was about, or that an open gave. */
  readonly descriptor?: number;
  /** Times that a utimes was given, milliseconds since the epoch. */
  readonly ms?: number;
  /** Number of bytes that a write was given, and the bytes that it put into the file. */
  readonly asked?: number;
  readonly written?: Uint8Array;
  /** Whether the disk was asked at all; false: a fault answered in its place, or the process ended before. */
  readonly acted: boolean;
  /** `done`, the name of an error, or how the process ended there. */
  readonly outcome: string;
}

/** What a process's file operations go through. */
export interface Passage {
  readonly process: string;
  readonly turnstile: Turnstile;
  readonly faults: Pick<FaultInjector, 'next'>;
  /** Into how many parts a file is read at least: a read gives at most that share of it. */
  readonly readParts: number;
  readonly record: OperationRecord[];
}

/** A record that is still being filled in. */
type Note = { -readonly [Key in keyof OperationRecord]: OperationRecord[Key] };

/** Lets the disk do an operation. `most`: bytes that a short write takes at most; undefined: all. */
type Act<T> = (most: number | undefined) => T;

/**
 * The file operations of one process in a world in memory: each waits for its turn at the turnstile, meets the faults
 * planned for it, and is recorded. Errors look like Node's. After a crash an operation never settles.
 */
export class MemoryFileSystem {
  constructor(calls: MemoryCalls, passage: Passage) {
    this.#calls = calls;
    this.#passage = passage;
  }

  readonly #calls: MemoryCalls;
  readonly #passage: Passage;

  #pass<T>(note: Note, act: Act<T>, failing?: (effect: FaultEffect) => void): Promise<T> {
    const { turnstile, process, faults, record } = this.#passage;
    return turnstile.pass(process, () => {
      const passed = attempt(note, faults.next(note.operation), act, failing);
      note.moment = turnstile.moment;
      note.outcome = outcomeOf(passed);
      record.push(note);
      return passed;
    });
  }

  #note(operation: FileOperation, path: string): Note {
    return { moment: 0, process: this.#passage.process, operation, path, acted: false, outcome: '' };
  }

  #noteOf(operation: FileOperation, descriptor: number): Note {
    const note = this.#note(operation, this.#calls.pathOf(descriptor));
    note.descriptor = descriptor;
    return note;
  }

  /** @param flags as in open(2) */
  open(path: string, flags: number, mode?: number): Promise<number> {
    const note = this.#note('open', path);
    note.flags = flags;
    if (mode !== undefined) note.mode = mode;
    return this.#pass(note, () => {
      note.descriptor = this.#calls.openFile(path, flags, mode);
      return note.descriptor;
    });
  }

  /** @param position where to read; null: where the last read ended */
  read(descriptor: number, into: Uint8Array, position: number | null): Promise<number> {
    return this.#pass(this.#noteOf('read', descriptor), () => {
      const most = Math.max(Math.ceil(this.#calls.sizeOf(descriptor) / this.#passage.readParts), 1);
      return this.#calls.read(descriptor, into.subarray(0, most), position);
    });
  }

  write(descriptor: number, bytes: Uint8Array): Promise<number> {
    const note = this.#noteOf('write', descriptor);
    note.asked = bytes.length;
    return this.#pass(note, most => {
      const written = most === undefined ? bytes.slice() : bytes.slice(0, shortened(most, bytes.length));
      note.written = written;
      return this.#calls.write(descriptor, written);
    });
  }

  fsync(descriptor: number): Promise<void> {
    return this.#pass(
      this.#noteOf('fsync', descriptor),
      () => this.#calls.fsync(descriptor),
      effect => this.#lose(descriptor, effect),
    );
  }

  fchmod(descriptor: number, mode: number): Promise<void> {
    const note = this.#noteOf('fchmod', descriptor);
    note.mode = mode;
    return this.#pass(note, () => this.#calls.fchmod(descriptor, mode));
  }

  fstat(descriptor: number): Promise<NodeStatus> {
    return this.#pass(this.#noteOf('fstat', descriptor), () => this.#calls.fstat(descriptor));
  }

  /** As on Linux, the descriptor is gone even when close fails. */
  close(descriptor: number): Promise<void> {
    return this.#pass(
      this.#noteOf('close', descriptor),
      () => this.#calls.close(descriptor),
      effect => {
        this.#lose(descriptor, effect);
        this.#calls.forget(descriptor);
      },
    );
  }

  /** What was written since the last fsync is gone: fsync or close had to tell, and did. */
  #lose(descriptor: number, effect: FaultEffect): void {
    if (effect.kind === 'error' && effect.code !== 'EINTR') this.#calls.lose(descriptor);
  }

  rename(from: string, to: string): Promise<void> {
    const note = this.#note('rename', from);
    note.to = to;
    return this.#pass(note, () => this.#calls.rename(from, to));
  }

  unlink(path: string): Promise<void> {
    return this.#pass(this.#note('unlink', path), () => this.#calls.unlink(path));
  }

  lstat(path: string): Promise<NodeStatus> {
    return this.#pass(this.#note('lstat', path), () => this.#calls.lstat(path));
  }

  readdir(path: string): Promise<string[]> {
    return this.#pass(this.#note('readdir', path), () => this.#calls.readdir(path));
  }

  /** @param ms milliseconds since the epoch */
  utimes(path: string, ms: number): Promise<void> {
    const note = this.#note('utimes', path);
    note.ms = ms;
    return this.#pass(note, () => this.#calls.utimes(path, ms));
  }
}

/** How many of so many bytes a short write takes: at least one less than all. */
function shortened(most: number, given: number): number {
  return Math.min(most, Math.max(given - 1, 0));
}

/**
 * Does an operation as the fault that is due there wants it.
 * @param failing what an operation that fails by a fault does all the same
 */
function attempt<T>(
  note: Note,
  effect: FaultEffect | undefined,
  act: Act<T>,
  failing: ((effect: FaultEffect) => void) | undefined,
): Passed<T> {
  if (effect?.kind === 'crash' && effect.when === 'before') return { kind: 'never', stop: 'crashed' };
  if (effect?.kind === 'error') {
    failing?.(effect);
    return { kind: 'failed', error: new DiskError(effect.code, note.operation, note.path) };
  }
  try {
    note.acted = true;
    const value = act(effect?.kind === 'short-write' ? effect.bytes : undefined);
    return effect?.kind === 'crash' ? { kind: 'never', stop: 'crashed' } : { kind: 'gave', value };
  } catch (error) {
    if (error instanceof Blocked) return { kind: 'never', stop: 'blocked' };
    if (effect?.kind === 'crash') return { kind: 'never', stop: 'crashed' };
    return { kind: 'failed', error };
  }
}

function outcomeOf(passed: Passed<unknown>): string {
  if (passed.kind === 'gave') return 'done';
  if (passed.kind === 'never') return passed.stop;
  return passed.error instanceof DiskError ? passed.error.code : String(passed.error);
}
