import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import type { Output } from '../../stage.ts';

/**
 * A pipe for the output of one program after the other. A real one, not the socket pair that Node makes: a script that
 * writes to /dev/stderr can't open that.
 */
export class OutputPipe {
  /** @throws HarnessFault `bad-world` when it can't be made */
  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'seatrial-output-'));
    this.path = join(folder, 'pipe');
    const made = spawnSync('mkfifo', ['--', this.path], { encoding: 'utf8' });
    if (made.status !== 0) {
      rmSync(folder, { recursive: true });
      throw new HarnessFault(`a pipe could not be made: ${made.stderr ?? made.error?.message}`, 'bad-world');
    }
    // A program may become somebody else, and open its output anew.
    chmodSync(this.path, 0o666);
    this.#from = openSync(this.path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.writeEnd = openSync(this.path, constants.O_WRONLY);
    rmSync(folder, { recursive: true });
    this.#socket = new Socket({ fd: this.#from, readable: true, writable: false });
    this.#socket.unref();
    this.#socket.on('error', () => {});
    this.#socket.on('data', data => this.#take(data));
  }

  /** Where a descriptor of it leads, as /proc tells it; its name is gone. */
  readonly path: string;
  readonly writeEnd: number;
  readonly #from: number;
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #limitBytes = 0;
  #flooded: () => void = () => {};
  #heard: (data: Buffer) => void = () => {};

  /** Keeps so much of what comes from now on, tells when there is more, and lets somebody hear what is kept as it comes. */
  begin(limitBytes: number, flooded: () => void, heard: (data: Buffer) => void = () => {}): void {
    this.#chunks = [];
    this.#bytes = 0;
    this.#limitBytes = limitBytes;
    this.#flooded = flooded;
    this.#heard = heard;
  }

  /** What came. Nobody may write to it any more. */
  finish(): Output {
    this.drain();
    const kept = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#flooded = () => {};
    this.#heard = () => {};
    return { text: kept.toString('utf8'), cut: this.#bytes > this.#limitBytes };
  }

  close(): void {
    this.#socket.destroy();
    closeSync(this.writeEnd);
  }

  #take(data: Buffer): void {
    const room = this.#limitBytes - this.#bytes;
    const kept = room > 0 ? data.subarray(0, room) : none;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += data.length;
    if (kept.length > 0) this.#heard(kept);
    if (this.#bytes > this.#limitBytes) this.#flooded();
  }

  /** Takes at once what has been written to it. */
  drain(): void {
    for (;;) {
      const data = Buffer.allocUnsafe(65_536);
      try {
        this.#take(data.subarray(0, readSync(this.#from, data)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return;
        throw error;
      }
    }
  }
}

const none = Buffer.alloc(0);
const idle: OutputPipe[] = [];

/** A pipe nobody uses. */
export function takePipe(): OutputPipe {
  return idle.pop() ?? new OutputPipe();
}

/** Gives one back that nobody writes to any more. */
export function returnPipe(pipe: OutputPipe): void {
  if (idle.length < 4) idle.push(pipe);
  else pipe.close();
}
