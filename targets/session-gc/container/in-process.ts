import { join } from 'node:path';
import { execa } from 'execa';
import { type ContainerPlace, Unobserved } from '../../../harness/stage.ts';
import { asWhom } from '../../../harness/world/command/as-whom.ts';
import type { StubEnd } from '../../../harness/world/stub/stub.ts';
import { nobodySpecial } from '../command/owner.ts';
import { callsOf, callsOfSecondSweep } from '../listing.ts';
import { type Answers, type SweepInMemory, type Told, waited } from '../model.ts';
import type { Observation } from '../observation.ts';
import type { ProgramRun } from '../reference/seams.ts';
import type { Call, Scenario } from '../scenario.ts';
import type { ContainerSet } from './container-set.ts';
import { type PlacedEngine, placeEngine } from './place-engine.ts';

/** A sweep that asks more often is not followed. */
const mostCalls = 24;
/** So long a call is waited for whose caller would wait longer. */
const longestMs = 16_000;

/** One that waits for an answer that it does not get yet is ended. */
const mostInVain = 100;

interface Question {
  readonly sweep: 0 | 1;
  readonly words: readonly string[];
  readonly limitMs: number | undefined;
}

/** What the real docker(1) said, to a question that was really asked. */
interface Heard extends Omit<Told, 'ran'> {
  readonly ran: ProgramRun;
  /** It was ended because its time was over. */
  readonly tooLong: boolean;
}

/**
 * Runs a sweep in process, its home in memory and its docker(1) real. What it asks is not known before, and it does not
 * wait: it is begun anew, each time with one more answer, until it asks nothing that has none. So its sweeps must do the
 * same with the same answers.
 */
export async function sweepInProcess(
  scenario: Scenario,
  sweep: SweepInMemory,
  { place, set }: { readonly place: ContainerPlace; readonly set: ContainerSet },
): Promise<Observation | Unobserved> {
  const heard: readonly [Heard[], Heard[]] = [[], []];
  const calls = [callsOf(scenario), callsOfSecondSweep(scenario)] as const;
  await using dockers = new Dockers(calls, place, set);
  for (let asked = 0; asked <= mostCalls; asked++) {
    const open: Question[] = [];
    const answersIn = (sweep: 0 | 1): Answers => answersOf(sweep, calls[sweep], heard[sweep], open);
    const observation = sweep.runWith(scenario, answersIn(0), answersIn(1));
    const [question] = open;
    if (question === undefined) return observation;
    const answer = await dockers.ask(question, heard[question.sweep].length);
    heard[question.sweep].push(answer);
  }
  return new Unobserved({ kind: 'rejected', reason: `docker is asked more than ${mostCalls} times` });
}

/** Those that were heard; what is asked beyond that is noted, and the sweep then goes on in vain. */
function answersOf(
  sweep: 0 | 1,
  calls: readonly [Call, ...Call[]],
  heard: readonly Heard[],
  open: Question[],
): Answers {
  return ({ nth, words, limitMs, start }) => {
    const known = heard[nth - 1];
    if (known === undefined) {
      open.push({ sweep, words, limitMs });
      if (open.length > mostInVain) waited(undefined, '');
      return { end: undefined, ran: { kind: 'not-started', why: 'nobody has asked yet' } };
    }
    const { tooLong, ran, ...told } = known;
    for (const { id } of (calls[nth - 1] ?? calls.at(-1) ?? calls[0]).starts) start(id);
    return { ...told, ran: tooLong ? waited(limitMs, '') : ran };
  };
}

/** The real docker(1) of each sweep, put in place when it is first asked. */
class Dockers implements AsyncDisposable {
  constructor(
    calls: readonly [readonly [Call, ...Call[]], readonly [Call, ...Call[]]],
    place: ContainerPlace,
    set: ContainerSet,
  ) {
    this.#calls = calls;
    this.#place = place;
    this.#set = set;
  }

  readonly #calls: readonly [readonly [Call, ...Call[]], readonly [Call, ...Call[]]];
  readonly #place: ContainerPlace;
  readonly #set: ContainerSet;
  readonly #placed: (PlacedEngine | undefined)[] = [];

  async ask({ sweep, words, limitMs = longestMs }: Question, nth: number): Promise<Heard> {
    const path = join(this.#place.folder, `docker-${sweep}`);
    const placed = this.#placed[sweep] ?? (await this.#put(sweep, path));
    this.#placed[sweep] = placed;
    const [program, ...rest] = asWhom(this.#place.privileged ? nobodySpecial : undefined, [path, ...words]);
    const ran = await execa(program, rest, {
      cwd: this.#place.folder,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      extendEnv: false,
      stdin: 'ignore',
      stripFinalNewline: false,
      timeout: Math.min(limitMs, longestMs),
      killSignal: 'SIGKILL',
      reject: false,
    });
    const seen = placed.seen()[nth];
    const told = { end: seen?.end, ...(seen !== undefined && { inside: seen.inside }) };
    return { ...told, ran: runOf(ran, seen?.end), tooLong: ran.timedOut };
  }

  #put(sweep: 0 | 1, path: string): Promise<PlacedEngine> {
    const backstage = join(this.#place.folder, `backstage-${sweep}`);
    const { socket } = this.#place.engine;
    return placeEngine(this.#calls[sweep], { path, backstage, engine: socket, set: this.#set });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const placed of this.#placed) await placed?.[Symbol.asyncDispose]();
  }
}

interface Ended {
  readonly stdout?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
}

function runOf({ stdout = '', exitCode, signal }: Ended, end: StubEnd | undefined): ProgramRun {
  if (exitCode !== undefined) return { kind: 'exited', status: exitCode, out: stdout };
  const by = end?.how === 'killed' ? end.signal : signal;
  return by === undefined
    ? { kind: 'not-started', why: 'it could not be run' }
    : { kind: 'killed', signal: by, out: stdout };
}
