import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { HarnessFault } from '../../harness-fault.ts';
import type { Output } from '../../stage.ts';

/**
 * What is written to a pipe that many runs share, a run at a time. A named pipe, and not the socket pair that Node makes:
 * a program can't open /dev/stdout on a socket, and on a file it would cut off what was written before.
 */
export class Capture implements Disposable {
  /** @throws HarnessFault `bad-world` when the pipe can't be made */
  constructor(path: string, limitBytes: number, flooded: () => void) {
    this.#limitBytes = limitBytes;
    const made = spawnSync('mkfifo', ['-m', '666', '--', path], { encoding: 'utf8' });
    if (made.status !== 0)
      throw new HarnessFault(`A pipe can not be made: ${made.stderr ?? ''}`, 'bad-world');
    const from = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.writeEnd = openSync(path, constants.O_WRONLY);
    this.#socket = new Socket({ fd: from, readable: true, writable: false });
    this.#socket.unref();
    this.#socket.on('error', () => {});
    this.#socket.on('data', data => {
      this.#bytes += data.length;
      if (this.#bytes <= limitBytes + data.length) this.#chunks.push(data);
      if (this.#bytes > limitBytes) flooded();
    });
  }

  readonly writeEnd: number;
  readonly #limitBytes: number;
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #bytes = 0;

  /**
   * What was written since the last time. What was in the pipe before the event loop woke up has been read by the time
   * its check phase comes: call it in a `setImmediate`.
   */
  take(): Output {
    const cut = this.#bytes > this.#limitBytes;
    const text =
      this.#bytes === 0 ? '' : Buffer.concat(this.#chunks).subarray(0, this.#limitBytes).toString('utf8');
    this.#chunks = [];
    this.#bytes = 0;
    return { text, cut };
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
    closeSync(this.writeEnd);
  }
}
