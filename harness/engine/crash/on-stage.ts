import process from 'node:process';
import type { Volume } from '../../recording.ts';
import type { ProgramEnd, Ran, Stage, Start } from '../../stage.ts';
import type { CommandContract, RunEnd } from '../../target.ts';
import type { CommandImplementation } from '../../world/command/command-implementation.ts';
import { fillFolder, volumeOfFolder } from '../../world/crash/folder-volume.ts';
import { recordTrace } from '../../world/crash/record-trace.ts';
import { worldDifference } from '../../world/crash/same-world.ts';
import type { Attempt, Recorder, SeenRun } from './recorded-run.ts';

/** One start of the program, with the world before and after it. */
interface Started {
  readonly start: Start;
  readonly ran: Ran;
  readonly before: Volume;
  readonly after: Volume;
  readonly began: number;
  readonly finished: number;
}

const secondMs = 1000;
/** The clock that files get their times from goes by ticks, and so may be behind by one. */
const tickMs = 20;

/**
 * Records a program: the target's contract builds the scenario's world and starts it, under strace. Afterwards the same
 * folder takes each state, and the program is started there again as it was.
 */
export function onStage<S>(
  implementation: CommandImplementation<S, unknown>,
  contract: CommandContract<S, unknown>,
): Recorder<S> {
  return {
    async record<T>(scenario: S, use: (attempt: Attempt) => Promise<T>): Promise<T> {
      const used: { readonly came: T }[] = [];
      // How the many starts ended is judged here, one by one: what the stage makes of them all does not count.
      await implementation.onStage(async stage => {
        used.push({ came: await use(await attemptOn(contract, scenario, stage)) });
      });
      const [first] = used;
      if (first === undefined) throw new TypeError('a stage did not do what it was given');
      return first.came;
    },
  };
}

async function attemptOn<S>(
  contract: CommandContract<S, unknown>,
  scenario: S,
  stage: Stage,
): Promise<Attempt> {
  const starts: Started[] = [];
  const came = await contract.run(scenario, {
    ...stage,
    start: async start => {
      const started = await startOn(stage, { ...start, trace: { injections: [] } });
      starts.push({ ...started, start });
      return started.ran;
    },
  });
  const [first, ...others] = starts;
  if (first === undefined) return impossible(`the program was not started: ${JSON.stringify(came)}`);
  if (others.length > 0) return impossible('the contract starts the program more than once');
  const ended = endOf(first.ran);
  if (ended === undefined) return impossible(`the run that was to be recorded ${endName(first.ran.end)}`);
  return recorded(first, ended, stage.folder, left => again(stage, first.start, left));
}

function impossible(reason: string): Attempt {
  return { kind: 'impossible', reason };
}

async function startOn(stage: Stage, start: Start): Promise<Started> {
  const before = volumeOfFolder(stage.folder);
  const began = Math.floor((Date.now() - tickMs) / secondMs) * secondMs;
  const ran = await stage.start(start);
  return { start, ran, before, after: volumeOfFolder(stage.folder), began, finished: Date.now() + 1 };
}

function recorded(
  { start, ran, before, after, began, finished }: Started,
  ended: RunEnd,
  root: string,
  againOn: (left: Volume) => Promise<SeenRun>,
): Attempt {
  const { folder, umask = process.umask(), identity } = start;
  const made = recordTrace(before, ran.calls, {
    root,
    folder,
    umask,
    uid: identity?.uid.effective ?? process.geteuid?.() ?? 0,
    gid: identity?.gid.effective ?? process.getegid?.() ?? 0,
    began,
    finished,
  });
  if (made.kind === 'impossible') return impossible(made.reason);
  const why = worldDifference(made.ledger.volume(), after);
  if (why !== undefined) return impossible(`what was recorded is not all that it did: ${why}`);
  return {
    kind: 'recorded',
    run: { recording: made.ledger.recording(began, finished), ended, again: againOn },
  };
}

async function again(stage: Stage, start: Start, left: Volume): Promise<SeenRun> {
  fillFolder(stage.folder, left);
  const { ran, before, after, began, finished } = await startOn(stage, start);
  return { before, after, began, finished, ended: endOf(ran), why: endName(ran.end) };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter(line => line !== '');
}

function endOf({ end, out, err }: Ran): RunEnd | undefined {
  if (end.kind !== 'exited') return undefined;
  return { status: end.status, out: linesOf(out.text), err: linesOf(err.text) };
}

/** How a start ended, behind "it". */
function endName(end: ProgramEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with status ${end.status}`;
    case 'killed':
      return `was killed by ${end.signal}`;
    case 'timed-out':
      return `had not ended after ${end.limitMs} ms`;
    case 'flooded':
      return `wrote more than ${end.limitBytes} bytes`;
    case 'out-of-memory':
      return `held more than ${end.limitBytes} bytes of memory`;
    default:
      return `could not be run: ${end.reason}`;
  }
}
