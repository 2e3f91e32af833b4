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
  /** Bytes that a write put into the file. */
  readonly written?: Uint8Array;
  /** `done`, the name of an error, or how the process ended there. */
  readonly outcome: string;
}

/** What a process's file operations go through. */
export interface Passage {
  readonly process: string;
  readonly turnstile: Turnstile;
  readonly faults: FaultInjector;
  /** Into how many parts a file is read at least: a read gives at most that share of it. */
  readonly readParts: number;
  readonly record: OperationRecord[];
}

type Told = Pick<OperationRecord, 'path' | 'to' | 'flags'>;

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

  #pass<T>(
    operation: FileOperation,
    told: Told,
    act: () => T,
    faulted?: (effect: FaultEffect) => T,
  ): Promise<T> {
    const { turnstile, process, faults, record } = this.#passage;
    return turnstile.pass(process, () => {
      const passed = attempt(operation, told.path, faults.next(operation), act, faulted);
      record.push({ moment: turnstile.moment, process, operation, ...told, outcome: outcomeOf(passed) });
      return passed;
    });
  }

  #told(descriptor: number): Told {
    return { path: this.#calls.pathOf(descriptor) };
  }

  /** @param flags as in open(2) */
  open(path: string, flags: number, mode?: number): Promise<number> {
    return this.#pass('open', { path, flags }, () => this.#calls.openFile(path, flags, mode));
  }

  /** @param position where to read; null: where the last read ended */
  read(descriptor: number, into: Uint8Array, position: number | null): Promise<number> {
    return this.#pass('read', this.#told(descriptor), () => {
      const most = Math.max(Math.ceil(this.#calls.sizeOf(descriptor) / this.#passage.readParts), 1);
      return this.#calls.read(descriptor, into.subarray(0, most), position);
    });
  }

  write(descriptor: number, bytes: Uint8Array): Promise<number> {
    const told: { path: string; written?: Uint8Array } = { path: this.#calls.pathOf(descriptor) };
    const write = (count: number) => {
      const written = bytes.slice(0, count);
      told.written = written;
      return this.#calls.write(descriptor, written);
    };
    return this.#pass(
      'write',
      told,
      () => write(bytes.length),
      effect =>
        write(effect.kind === 'short-write' ? Math.min(effect.bytes, Math.max(bytes.length - 1, 0)) : 0),
    );
  }

  fsync(descriptor: number): Promise<void> {
    return this.#pass(
      'fsync',
      this.#told(descriptor),
      () => this.#calls.fsync(descriptor),
      effect => this.#lose(descriptor, effect),
    );
  }

  fchmod(descriptor: number, mode: number): Promise<void> {
    return this.#pass('fchmod', this.#told(descriptor), () => this.#calls.fchmod(descriptor, mode));
  }

  fstat(descriptor: number): Promise<NodeStatus> {
    return this.#pass('fstat', this.#told(descriptor), () => this.#calls.fstat(descriptor));
  }

  /** As on Linux, the descriptor is gone even when close fails. */
  close(descriptor: number): Promise<void> {
    return this.#pass(
      'close',
      this.#told(descriptor),
      () => this.#calls.close(descriptor),
      effect => {
        this.#lose(descriptor, effect);
        this.#calls.close(descriptor);
      },
    );
  }

  /** What was written since the last fsync is gone: fsync or close had to tell, and did. */
  #lose(descriptor: number, effect: FaultEffect): void {
    if (effect.kind === 'error' && effect.code !== 'EINTR') this.#calls.lose(descriptor);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#pass('rename', { path: from, to }, () => this.#calls.rename(from, to));
  }

  unlink(path: string): Promise<void> {
    return this.#pass('unlink', { path }, () => this.#calls.unlink(path));
  }

  lstat(path: string): Promise<NodeStatus> {
    return this.#pass('lstat', { path }, () => this.#calls.lstat(path));
  }

  readdir(path: string): Promise<string[]> {
    return this.#pass('readdir', { path }, () => this.#calls.readdir(path));
  }

  /** @param ms milliseconds since the epoch */
  utimes(path: string, ms: number): Promise<void> {
    return this.#pass('utimes', { path }, () => this.#calls.utimes(path, ms));
  }
}

/**
 * Does an operation as the fault that is due there wants it.
 * @param faulted what a faulted operation does all the same, before it fails or instead of succeeding
 */
function attempt<T>(
  operation: FileOperation,
  path: string,
  effect: FaultEffect | undefined,
  act: () => T,
  faulted: ((effect: FaultEffect) => T) | undefined,
): Passed<T> {
  if (effect?.kind === 'crash' && effect.when === 'before') return { kind: 'never', stop: 'crashed' };
  try {
    if (effect?.kind === 'error') {
      faulted?.(effect);
      return { kind: 'failed', error: new DiskError(effect.code, operation, path) };
    }
    const value = effect?.kind === 'short-write' && faulted !== undefined ? faulted(effect) : act();
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
