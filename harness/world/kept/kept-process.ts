import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { ProgramEnd, Start } from '../../stage.ts';
import { endFamily, heldBytes } from '../family/family.ts';
import { FoundFamily } from '../family/found-family.ts';

/** What came next of a kept process: a line of its answers, or an end. Once it has an end, it is of no more use. */
export type Happened =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end'; readonly end: ProgramEnd };

export interface Limits {
  readonly limitMs: NonNullable<Start['limitMs']>;
  readonly memoryBytes: number;
}

export interface KeptProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Its own: what works there, or writes to a pipe in there, comes from it. */
  readonly folder: string;
  readonly stdio: StdioOptions;
  /** The descriptor, one of `stdio`'s pipes, that answers come from. */
  readonly answers: number;
  /** A line longer than this ends the process as `flooded`. */
  readonly lineBytes: number;
}

const sampleMs = 50;
const goneMs = 2_000;

/** A process that is kept open and answers in lines. It stands in a session of its own. */
export class KeptProcess {
  constructor(words: readonly [string, ...string[]], options: KeptProcessOptions) {
    const [program, ...args] = words;
    this.#lineBytes = options.lineBytes;
    this.#child = spawn(program, args, {
      cwd: options.folder,
      env: options.environment,
      stdio: options.stdio,
      detached: true,
    });
    const { folder } = options;
    this.family = new FoundFamily(this.#child.pid ?? 0, { folder, output: `${folder}/` });
    const answers = this.#child.stdio[options.answers] as Readable | null | undefined;
    answers?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    answers?.on('error', () => {});
    // What a dead process is still told is lost: its end is what counts.
    this.#child.stdin?.on('error', () => {});
    this.ended = new Promise(resolve => {
      const over = (end: ProgramEnd): void => {
        this.end(end);
        resolve();
      };
      this.#child.once('error', error => over({ kind: 'not-started', reason: error.message }));
      this.#child.once('exit', (status, signal) =>
        over(signal === null ? { kind: 'exited', status: status ?? 0 } : { kind: 'killed', signal }),
      );
    });
  }

  readonly #child: ChildProcess;
  /** Nobody where it could not be started. */
  readonly family: FoundFamily;
  readonly #lineBytes: number;
  readonly #lines: string[] = [];
  #partial = '';
  #end: ProgramEnd | undefined;
  #wake: (() => void) | undefined;
  /** Fulfilled when the process that was started is over. */
  readonly ended: Promise<void>;

  get usable(): boolean {
    return this.#end === undefined;
  }

  /** Standard error, where it is a pipe. */
  get errors(): Readable | null {
    return this.#child.stderr;
  }

  /** Lines that nobody has asked for yet. */
  get unasked(): number {
    return this.#lines.length + (this.#partial === '' ? 0 : 1);
  }

  send(text: string): void {
    this.#child.stdin?.write(text);
  }

  #hear(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#partial += first;
    for (const line of rest) {
      this.#lines.push(this.#partial);
      this.#partial = line;
    }
    if (this.#partial.length > this.#lineBytes) this.end({ kind: 'flooded', limitBytes: this.#lineBytes });
    this.#wake?.();
  }

  /** Says how it is to be seen as ended, unless that is said already, and what waits for it goes on. */
  end(end: ProgramEnd): void {
    this.#end ??= end;
    this.#wake?.();
  }

  /** Waits for the next line, its end, or until it has passed a limit. A line goes before an end. */
  async next({ limitMs, memoryBytes }: Limits): Promise<Happened> {
    if (this.#lines.length === 0 && this.#end === undefined) {
      const late = setTimeout(() => this.end({ kind: 'timed-out', limitMs }), limitMs);
      const sampler = setInterval(() => {
        if (heldBytes(this.family.members()) > memoryBytes)
          this.end({ kind: 'out-of-memory', limitBytes: memoryBytes });
      }, sampleMs);
      await new Promise<void>(resolve => {
        this.#wake = () => {
          if (this.#lines.length > 0 || this.#end !== undefined) resolve();
        };
      });
      this.#wake = undefined;
      clearTimeout(late);
      clearInterval(sampler);
    }
    const text = this.#lines.shift();
    if (text !== undefined) return { kind: 'line', text };
    return { kind: 'end', end: this.#end ?? { kind: 'not-started', reason: 'it was never started' } };
  }

  /** Kills it and all that comes from it, and waits until it is gone. */
  async kill(): Promise<void> {
    this.end({ kind: 'killed', signal: 'SIGKILL' });
    await endFamily(this.family, goneMs);
    await this.ended;
  }
}
