import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import type { Output, ProgramEnd, Ran, Running, Start } from '../../stage.ts';
import type { Containment } from '../containment/containment.ts';
import type { Words } from '../containment/words.ts';
import { endFamily, type Family } from '../family/family.ts';
import { FoundFamily } from '../family/found-family.ts';
import { findProgram, systemPath } from '../find-program.ts';
import { attendTo } from './attendance.ts';
import { LineQueue } from './line-queue.ts';
import { returnPipe, takePipe } from './output-pipe.ts';
import { refusedBecause, withoutKilledNote } from './refusal.ts';
import { watch } from './watch.ts';

/** How a program is started once. */
export interface LaunchOptions {
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Working directory, absolute. */
  readonly folder: string;
  /** Default: the harness's own. */
  readonly umask?: number;
  readonly limitMs: number;
  /** So much is kept of each of standard output and standard error; one byte more ends the program. */
  readonly outputBytes: number;
  /** So much the program and all that it started may hold together. */
  readonly memoryBytes: number;
  /** So many processes may live at once; one more, and they are killed. Default 256. */
  readonly processes?: number;
  /** So much its world may grow on disk; more counts as too much output. Default 1 GiB. */
  readonly diskBytes?: number;
  /** Where it is kept from the machine, and the folders it may write to there. Default: nowhere. */
  readonly confine?: { readonly containment: Containment; readonly writable: readonly string[] };
  /** Of a program that stays; as in `Start`. */
  readonly attend?: Start['attend'];
}

const graceMs = 40;
/** Where the machine is busy looks take longer, and so does ending. */
const leastLooks = 12;
const goneMs = 1_000;
const unshare = findProgram('unshare', systemPath);

/**
 * Starts a program without a shell, with an empty standard input and in a session of its own, and waits until nothing of
 * it is left. With node:child_process rather than execa, which starts 356 programs a second where this starts 585.
 * @throws HarnessFault `bad-world` when its surroundings can't be made
 */
export async function launch(words: Words, options: LaunchOptions): Promise<Omit<Ran, 'calls'>> {
  const {
    folder,
    confine,
    limitMs,
    outputBytes,
    memoryBytes,
    processes = 256,
    diskBytes = 1_073_741_824,
  } = options;
  const cell = await confine?.containment.enter({ writable: confine.writable, folder });
  const [out, err] = [takePipe(), takePipe()];
  let end: ProgramEnd | undefined;
  let family: Family | undefined;
  let stopped: () => void = () => {};
  const stop = (why: ProgramEnd): void => {
    end ??= why;
    family?.kill();
    stopped();
  };
  const flooded = (): void => stop({ kind: 'flooded', limitBytes: outputBytes });
  const lines = options.attend && new LineQueue();
  out.begin(outputBytes, flooded, data => lines?.hear(data));
  err.begin(outputBytes, flooded);
  const child = begin(cell?.family === undefined ? withParent(words) : cell.wrap(words), options, [
    out.writeEnd,
    err.writeEnd,
  ]);
  const over = endOf(child);
  // One that can't be killed, since it waits for a disk that hangs, is given up.
  const given = new Promise<undefined>(resolve => {
    stopped = () => void setTimeout(() => resolve(undefined), goneMs).unref();
  });
  if (child.pid === undefined) {
    cell?.leave();
    for (const pipe of [out, err]) {
      pipe.finish();
      returnPipe(pipe);
    }
    return { end: (await over) as ProgramEnd, out: empty, err: empty, leftBehind: 0 };
  }
  family = cell?.family ?? new FoundFamily(child.pid, { folder, output: out.path });
  const timer = setTimeout(() => stop({ kind: 'timed-out', limitMs }), limitMs);
  const limits = { memoryBytes, processes, diskBytes };
  const watching = watch(family, limits, [folder], stop);
  const ended = Promise.race([over, given]);
  const between = cell?.family !== undefined || unshare !== undefined;
  const beside: Running['beside'] = another => (cell === undefined ? another : cell.wrap(another));
  const attended =
    lines && options.attend && attendTo({ child, between, lines, ended, beside, stop }, options.attend);
  const came = await ended;
  clearTimeout(timer);
  out.drain();
  lines?.end();
  const failed = await attended;
  watching[Symbol.dispose]();
  const leftBehind = end === undefined ? await outlived(family) : 0;
  const whole = end === undefined && leftBehind === 0;
  if (!whole) await endFamily(family, goneMs);
  if (whole) cell?.leave();
  else cell?.kill();
  const [told, complaint] = [out.finish(), err.finish()];
  for (const pipe of [out, err]) {
    if (came === undefined) pipe.close();
    else returnPipe(pipe);
  }
  if (failed !== undefined) throw failed.cause;
  end ??= came ?? { kind: 'timed-out', limitMs };
  return { ...read(end, complaint, cell?.family === undefined), out: told, leftBehind };
}

/** How the program itself ended, as the programs before it tell. */
function read(end: ProgramEnd, err: Output, hasParent: boolean): Pick<Ran, 'end' | 'err'> {
  if (end.kind !== 'exited') return { end, err };
  const reason = refusedBecause(end.status, err.text);
  if (reason !== undefined) return { end: { kind: 'not-started', reason }, err };
  const text = hasParent ? withoutKilledNote(end.status, err.text) : undefined;
  return text === undefined
    ? { end, err }
    : { end: { kind: 'killed', signal: 'SIGKILL' }, err: { ...err, text } };
}

const empty = { text: '', cut: false } as const;

/** A process between: a program that kills its parent must not kill the harness. It ends as the program does. */
function withParent(words: Words): Words {
  return unshare === undefined ? words : [unshare, '--fork', '--', ...words];
}

function begin(
  [program, ...args]: Words,
  options: LaunchOptions,
  [out, err]: [number, number],
): ChildProcess {
  const before = options.umask === undefined ? undefined : process.umask(options.umask);
  try {
    return spawn(program, args, {
      cwd: options.folder,
      env: options.environment,
      stdio: ['ignore', out, err],
      detached: true,
    });
  } finally {
    if (before !== undefined) process.umask(before);
  }
}

function endOf(child: ChildProcess): Promise<ProgramEnd> {
  return new Promise(resolve => {
    child.once('error', error => resolve({ kind: 'not-started', reason: error.message }));
    child.once('exit', (status, signal) =>
      resolve(signal === null ? { kind: 'exited', status: status ?? 0 } : { kind: 'killed', signal }),
    );
  });
}

/** How many go on; what is only about to end gets a moment. */
async function outlived(family: Family): Promise<number> {
  const until = performance.now() + graceMs;
  // Nobody twice in a row: one who has just been started by one who has just ended shows in the next look.
  for (let nobody = 0, looks = 1; ; looks += 1) {
    const alive = family.members().length;
    nobody = alive === 0 ? nobody + 1 : 0;
    if (nobody === 2) return 0;
    if (alive > 0 && looks >= leastLooks && performance.now() >= until) return alive;
    await (alive > 0 ? after(2) : nextTurn());
  }
}
