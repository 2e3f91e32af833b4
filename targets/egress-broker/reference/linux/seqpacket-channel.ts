import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Channel, Descriptor, Received } from '../seams.ts';
import { close, failed, libc, numbers, wouldWait } from './libc.ts';
import { ancillaryOf, flagsOf, messageHeader, rightsOf } from './message.ts';

/** A record of two bytes is too long already. */
const recordBytes = 16;
/** Room for as many descriptors as one message can have (SCM_MAX_FD, 253), and for credentials. */
const controlBytes = 1200;
/** poll(2) waits for as long as it takes. */
const noLimit = -1;

/** The broker's end of a SOCK_SEQPACKET pair. */
export class SeqpacketChannel implements Channel {
  /** @param descriptor becomes this channel's own */
  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
    // With it each record comes with its sender, and the end comes without: that tells an empty record from the end.
    const on = Buffer.alloc(4);
    on.writeInt32LE(1);
    const { solSocket, passCredentials } = numbers;
    if (libc().setsockopt(descriptor, solSocket, passCredentials, on, on.length) !== 0)
      throw failed('setsockopt');
  }

  readonly #descriptor: Descriptor;
  #closed = false;
  #waiting = 0;

  async receive(): Promise<Received> {
    // A child that sends on and on must not keep everybody else from their turn.
    await nextTurn();
    while (!this.#closed) {
      const data = Buffer.alloc(recordBytes);
      const control = Buffer.alloc(controlBytes);
      const message = messageHeader(data, data.length, control);
      const flags = numbers.dontWait | numbers.cmsgCloseOnExec;
      const length = Number(libc().recvmsg(this.#descriptor, message.header, flags));
      if (length < 0) {
        if (!wouldWait()) break;
        await this.#ready(numbers.pollIn);
        continue;
      }
      const { descriptors, hasSender } = ancillaryOf(message, control);
      if (!hasSender && length === 0) break;
      const cut = (flagsOf(message) & (numbers.truncated | numbers.controlTruncated)) !== 0;
      return { kind: 'record', bytes: data.subarray(0, length), cut, descriptors };
    }
    return { kind: 'hang-up' };
  }

  async answer(byte: number, descriptor?: Descriptor): Promise<boolean> {
    const control = descriptor === undefined ? undefined : rightsOf(descriptor);
    const message = messageHeader(Buffer.from([byte]), 1, control);
    while (!this.#closed) {
      const flags = numbers.dontWait | numbers.noSignal;
      if (Number(libc().sendmsg(this.#descriptor, message.header, flags)) >= 0) return true;
      if (!wouldWait()) return false;
      await this.#ready(numbers.pollOut);
    }
    return false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Wakes who waits in poll(2) on another thread; the descriptor must not be reused before they have.
    libc().shutdown(this.#descriptor, numbers.shutdownBoth);
    this.#closeUnused();
  }

  #closeUnused(): void {
    if (this.#closed && this.#waiting === 0) close(this.#descriptor);
  }

  /** Waits on a thread of the pool. */
  #ready(events: number): Promise<void> {
    const set = Buffer.alloc(8);
    set.writeInt32LE(this.#descriptor, 0);
    set.writeInt16LE(events, 4);
    this.#waiting += 1;
    return new Promise(resolve => {
      libc().poll.async(set, 1, noLimit, () => {
        this.#waiting -= 1;
        if (this.#closed) this.#closeUnused();
        resolve();
      });
    });
  }
}
