import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as after } from 'node:timers/promises';
import type { ProgramEnd, Running, Start } from '../../stage.ts';
import type { LineQueue } from './line-queue.ts';

/** A program that has just been started, to whom shows it. */
export interface Attended {
  readonly child: ChildProcess;
  /** Whether the child is a process between, whose only child the program is. */
  readonly between: boolean;
  readonly lines: LineQueue;
  /** Fulfilled when it has ended, or is given up. */
  readonly ended: Promise<unknown>;
  /** The words that start another where it lives. */
  readonly beside: Running['beside'];
  /** Ends it: who attends to it failed. */
  stop(why: ProgramEnd): void;
}

/**
 * Shows a program to whom it is to be attended by, once it has a process.
 * @returns what the one who attends failed with; undefined when they did not, or the program ended before there was
 *   anything to attend to. Never rejected.
 */
export async function attendTo(
  { child, between, lines, ended, beside, stop }: Attended,
  attend: NonNullable<Start['attend']>,
): Promise<{ readonly cause: unknown } | undefined> {
  let over = false;
  const end = ended.then(() => {
    over = true;
  });
  const find = (): number | undefined => (between ? childOf(child) : child.pid);
  let pid = find();
  while (pid === undefined && !over) {
    await after(1);
    pid = find();
  }
  if (pid === undefined) return undefined;
  const running: Running = {
    pid,
    ended: end,
    beside,
    get over() {
      return over;
    },
    line: withinMs => lines.next(withinMs),
    signal: name => {
      if (!over) send(pid, name);
    },
  };
  try {
    await attend(running);
    return undefined;
  } catch (cause) {
    stop({ kind: 'killed', signal: 'SIGKILL' });
    return { cause };
  }
}

function childOf({ pid }: ChildProcess): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return children === '' ? undefined : Number.parseInt(children, 10);
  } catch {
    return undefined;
  }
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended a moment ago.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
