import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import { normalise } from '../../judge/signature.ts';
import { scratchFolder } from '../../world/workspace/scratch.ts';
import type { RunNumber } from '../explore.ts';
import type { Failure } from '../failure.ts';
import { launch, type WorkerProcess } from './launch.ts';
import { readMarker } from './marker.ts';
import type { Answer, Reply, Request, Task } from './messages.ts';

/** The process is gone: it hung and was killed, or it ended by itself. */
export interface Lost {
  readonly kind: 'lost';
  readonly how: 'hang' | 'crash';
  /** What is known of its end, in a few words. */
  readonly reason: string;
  /** What makes two such ends the same bug. */
  readonly signature: string;
  /** The run it had noted last, in a careful stretch. */
  readonly noted: RunNumber | undefined;
  /** The candidate that it ran in process when it was lost, to choose. */
  readonly candidate: number | undefined;
  /** The run it had come to when it last gave a sign of life, in any stretch. */
  readonly lastBeat: RunNumber | undefined;
}

export interface PerformOptions {
  /** Without a sign of life for so long, it counts as hanging. */
  readonly limitMs: number;
  /** The same for what it runs in process to choose. Default: no less. */
  readonly choosingMs?: number;
  beat?(run: number | undefined): void;
  smaller?(scenario: unknown, failure: Failure): void;
}

const markerName = 'marker';
const tickMs = 50;
/** Loading modules is not the code under test's time. */
const loadLimitMs = 20_000;
const keptOfErrors = 4_096;
/** To close programs that are kept open, and remove worlds. */
const endLimitMs = 2_000;

/** One worker process. Performs one task at a time; when it is lost, that task says so and the worker is of no more use. */
export class Worker implements AsyncDisposable {
  private constructor(child: WorkerProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    // Also between two tasks: what a run left behind may fail at any time.
    child.on('message', (reply: Reply) => {
      if (reply.type === 'escaped') this.#escaped = reply.reason;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString('utf8')).slice(-keptOfErrors);
    });
  }

  readonly #child: WorkerProcess;
  /** Holds the marker file; that of a harness which died is swept by the next one. */
  readonly #folder: string;
  #errors = '';
  #escaped: string | undefined;
  #busy = false;

  /** Starts a process. It says by itself when it can't load its modules: as the answer to its first task. */
  static async start(memoryMb: number): Promise<Worker> {
    const folder = folderForMarker();
    return new Worker(launch(join(folder, markerName), memoryMb), folder);
  }

  async perform(task: Task, options: PerformOptions): Promise<Answer | Lost> {
    const child = this.#child;
    this.#busy = true;
    let onMessage: (reply: Reply) => void = () => {};
    let silentMs = 0;
    let loading = true;
    let hung = false;
    let lastBeat: RunNumber | undefined;
    let limitMs = options.limitMs;
    // Counted in ticks, so that a machine that was suspended does not look like a hang.
    const watch = setInterval(() => {
      silentMs += tickMs;
      if (silentMs < (loading ? loadLimitMs : limitMs)) return;
      hung = true;
      child.kill('SIGKILL');
    }, tickMs);
    try {
      return await new Promise<Answer | Lost>((resolve, reject) => {
        onMessage = reply => {
          silentMs = 0;
          if (reply.type === 'beat') {
            loading = false;
            lastBeat = reply.at ?? lastBeat;
            limitMs = (reply.choosing ? options.choosingMs : undefined) ?? options.limitMs;
            options.beat?.(reply.at?.run);
          } else if (reply.type === 'smaller') options.smaller?.(reply.scenario, reply.failure);
          else if (reply.type === 'answer') resolve(reply.answer);
        };
        child.on('message', onMessage);
        child.then(() => this.#lost(hung, lastBeat).then(resolve), reject);
        this.#send({ type: 'task', task });
      });
    } finally {
      this.#busy = false;
      clearInterval(watch);
      child.off('message', onMessage);
    }
  }

  /** Asks it to end its stretch at the next beat. */
  stop(): void {
    this.#send({ type: 'stop' });
  }

  /** Lets it close what it opened when it is idle; one that is busy, or takes too long, is killed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#busy) this.#send({ type: 'end' });
    const killed = setTimeout(() => this.#child.kill('SIGKILL'), this.#busy ? 0 : endLimitMs);
    await this.#child;
    clearTimeout(killed);
    await rm(this.#folder, { recursive: true, force: true }).catch(() => {});
  }

  #send(request: Request): void {
    // A process that is gone is noticed by its exit, not by a failed message.
    if (this.#child.connected) this.#child.send(request, () => {});
  }

  async #lost(hung: boolean, lastBeat: RunNumber | undefined): Promise<Lost> {
    const escaped = this.#escaped;
    const marker = await readFile(join(this.#folder, markerName), 'utf8').catch(() => '');
    const { signal, exitCode } = await this.#child;
    const signature =
      signal === undefined ? `process ended with status ${exitCode}` : `process died of ${signal}`;
    return {
      kind: 'lost',
      how: hung ? 'hang' : 'crash',
      reason:
        escaped === undefined
          ? `its ${signature}${gist(this.#errors)}`
          : `something escaped the run: ${escaped}`,
      signature: escaped === undefined ? signature : `escaped: ${normalise(escaped)}`,
      ...readMarker(marker),
      lastBeat,
    };
  }
}

function folderForMarker(): string {
  try {
    return scratchFolder();
  } catch (cause) {
    if (cause instanceof HarnessFault) throw cause;
    throw new HarnessFault(`no temporary folder can be made: ${String(cause)}`, 'disk', { cause });
  }
}

/** The line of the error output that says most. */
function gist(errors: string): string {
  const lines = errors.split('\n').map(line => line.trim());
  const line =
    lines.find(text => /^(\w*Error|FATAL ERROR|Aborted)\b/.test(text)) ?? lines.find(text => text !== '');
  return line === undefined ? '' : `: ${line}`;
}
