import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { HarnessFault } from '../../harness-fault.ts';

/** A program with its arguments. */
export type Words = readonly [string, ...string[]];

/**
 * A place that programs are started in: namespaces of their own with an init in them. What a program leaves behind
 * stays in its cell. One program at a time.
 */
export interface Cell {
  /** The words that start a program inside. They may be started without a shell, by any means. */
  wrap(words: Words): Words;
  /** Host ids of the processes inside, zombies aside; undefined where nothing keeps them together. */
  members(): readonly number[] | undefined;
  /** Ends everything inside, at once, and the cell with it. */
  kill(): void;
  /** Gives the cell back for the next program. Only when it has no members. */
  leave(): void;
}

const readyMs = 10_000;
/** Ends with the pipe that the harness holds, so with the harness too; children that come to it are reaped by the kernel. */
const init = "trap '' CHLD; echo ready; exec cat";

/** Builds a cell's namespaces with words that start pid 1 of a new pid namespace: their last argument is `sh`'s script. */
export async function buildCell(builder: Words, enter: readonly string[]): Promise<BuiltCell> {
  const [program, ...rest] = [...builder, 'sh', '-c', init];
  const child = spawn(program as string, rest, {
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  await ready(child);
  child.unref();
  const [pid] = childrenOf(child.pid ?? 0);
  if (pid === undefined) throw new HarnessFault('The init of a containment can not be found', 'bad-world');
  return new BuiltCell(child, pid, enter);
}

async function ready(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    let told = '';
    const fail = (why: string): void => {
      reject(new HarnessFault(`The containment can not be built: ${why}`, 'bad-world'));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`it was not ready within ${readyMs} ms`);
    }, readyMs);
    child.stderr?.on('data', data => {
      told += data;
    });
    child.stdout?.on('data', data => {
      heard += data;
      if (heard !== 'ready\n') return;
      clearTimeout(timer);
      for (const stream of child.stdio) (stream as { unref?(): void } | null)?.unref?.();
      resolve();
    });
    child.once('error', error => fail(error.message));
    child.once('close', () => {
      clearTimeout(timer);
      fail(told.trim() === '' ? 'it ended' : told.trim());
    });
  });
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

/** A cell's namespaces, and the pipe that keeps them alive. */
export class BuiltCell {
  constructor(child: ChildProcess, pid: number, enter: readonly string[]) {
    this.#child = child;
    this.#pid = pid;
    this.#enter = ['nsenter', `--target=${pid}`, ...enter];
    child.once('close', () => {
      this.#alive = false;
    });
  }

  readonly #child: ChildProcess;
  readonly #pid: number;
  readonly #enter: readonly string[];
  #alive = true;

  get alive(): boolean {
    return this.#alive;
  }

  /** In a session of its own inside: a program that signals its group must not hit the nsenter that waits for it. */
  wrap(words: Words, folder: string): Words {
    return ['nsenter', ...this.#enter.slice(1), `--wdns=${folder}`, '--', 'setsid', ...words];
  }

  members(): readonly number[] {
    return numbers(`/proc/${this.#pid}/root/proc`).filter(pid => pid !== 1);
  }

  kill(): void {
    this.#alive = false;
    this.#child.kill('SIGKILL');
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function numbers(folder: string): readonly number[] {
  try {
    return readdirSync(folder)
      .filter(name => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
