import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { HarnessFault } from '../../../harness/harness-fault.ts';

const program = fileURLToPath(new URL('./peers.mjs', import.meta.url));
const connected = z.object({ reached: z.array(z.string()) });
const looked = z.object({ fates: z.array(z.enum(['kept', 'closed', 'left'])) });

/** Who connects how often to what. */
export interface Connect {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  readonly passes: boolean;
  readonly manner: 'stays' | 'talks' | 'leaves';
  readonly times: number;
}

type Words = readonly [string, ...string[]];

/** A process that plays peers of several users, one after the other. */
export class PeerProcess implements AsyncDisposable {
  /** @param wrap the words that start it where the server lives */
  constructor(wrap: (words: Words) => Words) {
    const [first, ...rest] = wrap([process.execPath, program]);
    this.#child = spawn(first, rest, {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stderr?.on('data', data => {
      this.#complaint += data;
    });
    this.#child.stdin?.on('error', () => {});
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => {
        this.#complaint += error.message;
        resolve();
      });
      this.#child.once('close', () => resolve());
    });
    this.#lines = createInterface({ input: this.#child.stdout ?? process.stdin });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  #complaint = '';

  /** @throws HarnessFault `bad-world` when there is no answer */
  async #ask(request: object): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await this.#answers.next();
    if (done === true) throw new HarnessFault(`the peers ended: ${this.#complaint.trim()}`, 'bad-world');
    return JSON.parse(value);
  }

  /** @returns for each "connected", or the error that kept it out */
  async connect(connect: Connect): Promise<readonly string[]> {
    return connected.parse(await this.#ask({ act: 'connect', ...connect })).reached;
  }

  /** What each peer that tried to connect sees of its connection, in their order. */
  async look(): Promise<readonly ('kept' | 'closed' | 'left')[]> {
    return looked.parse(await this.#ask({ act: 'look' })).fates;
  }

  /** All of them close their connections. */
  async leave(): Promise<void> {
    await this.#ask({ act: 'leave' });
  }

  /** It is killed, and all its peers with it. */
  async die(): Promise<void> {
    this.#child.stdin?.write(`${JSON.stringify({ act: 'die' })}\n`);
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    this.#child.stdout?.resume();
    await this.#ended;
  }
}
