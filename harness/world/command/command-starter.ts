import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Identity, Ran, Start, TracedCall } from '../../stage.ts';
import { type Containment, findContainment } from '../containment/containment.ts';
import type { Words } from '../containment/words.ts';
import { identityFacts } from '../identity/identity-facts.ts';
import { identityOnDisk } from '../identity/on-disk.ts';
import { launch } from '../process/launch.ts';
import { parseTrace } from '../strace/parse-trace.ts';
import { straceWords } from '../strace/strace-words.ts';
import type { Worlds } from '../workspace/worlds.ts';
import { asWhom } from './as-whom.ts';
import { whyUnreachable } from './reachable.ts';
import type { RealSettings } from './real-settings.ts';
import type { Starter } from './starter.ts';

/** What Node needs under strace: one thread for files, and no io_uring, which no system call shows. */
const tracedEnvironment = { UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' };

/** Starts a program anew each time: contained, as who it shall be, and under strace where its calls are asked for. */
export class CommandStarter implements Starter {
  constructor(words: Words, settings: RealSettings, worlds: Worlds) {
    this.#words = words;
    this.#settings = settings;
    this.#worlds = worlds;
    this.#containment = findContainment(settings.containment);
  }

  readonly #words: Words;
  readonly #settings: RealSettings;
  readonly #worlds: Worlds;
  readonly #containment: Containment;

  async start(start: Start): Promise<Ran> {
    const reason = start.identity && this.#whyUnreachable(start.identity);
    if (reason !== undefined) return { ...neverStarted, end: { kind: 'not-started', reason } };
    if (start.trace !== undefined && start.attend !== undefined) return { ...neverStarted, end: tracedAlone };
    if (start.processName === undefined && start.trace === undefined) {
      const ran = await this.#launch(start, [...this.#words, ...start.arguments]);
      return { ...ran, calls: [] };
    }
    using tools = this.#worlds.next();
    const [program, ...rest] = this.#words;
    const named = start.processName === undefined ? program : join(tools.folder, start.processName);
    if (named !== program) symlinkSync(program, named);
    const words: Words = [named, ...rest, ...start.arguments];
    if (start.trace === undefined) return { ...(await this.#launch(start, words)), calls: [] };
    const log = join(tools.folder, 'trace');
    const { injections = [] } = start.trace;
    // strace writes its log as whoever the program is.
    chmodSync(tools.folder, 0o777);
    const traced: Words = [...straceWords({ injections, log }), ...words];
    const environment = { ...start.environment, ...tracedEnvironment };
    const ran = await this.#launch({ ...start, environment }, traced);
    return { ...ran, calls: callsIn(log) };
  }

  /** Of the program and of the files among its words: an interpreter's message on its script would tell nobody. */
  #whyUnreachable(who: Identity): string | undefined {
    const files = this.#words.filter(word => isAbsolute(word));
    const onDisk = identityOnDisk(who, identityFacts().own);
    return files.map(file => whyUnreachable(file, onDisk)).find(reason => reason !== undefined);
  }

  #launch(start: Start, words: Words): Promise<Omit<Ran, 'calls'>> {
    const { identity, environment, folder, umask, limitMs, attend } = start;
    const { outputBytes, memoryBytes } = this.#settings;
    return launch(asWhom(identity, words), {
      environment,
      folder,
      ...(umask !== undefined && { umask }),
      ...(attend !== undefined && { attend }),
      limitMs: limitMs ?? this.#settings.limitMs,
      outputBytes,
      memoryBytes,
      confine: { containment: this.#containment, writable: [this.#worlds.folder] },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

const none = { text: '', cut: false } as const;
const neverStarted = { out: none, err: none, leftBehind: 0, calls: [] } as const;

const tracedAlone = {
  kind: 'not-started',
  reason: 'a program that stays can not have its system calls traced; use --fidelity process',
} as const;

function callsIn(log: string): readonly TracedCall[] {
  try {
    return parseTrace(readFileSync(log, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
