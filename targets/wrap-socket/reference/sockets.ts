import { closeSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import koffi from 'koffi';
import type { Connection, Credentials, Listener } from './machine.ts';

/*
 * Node binds and listens in one step, accepts by itself and tells nobody of a peer's credentials. So the calls are made
 * here, by what libc has of them; numbers are those of Linux on x86 and ARM.
 */
const libc = koffi.load(null);
const call = {
  socket: libc.func('int socket(int domain, int type, int protocol)'),
  bind: libc.func('int bind(int fd, const void *address, uint32_t length)'),
  listen: libc.func('int listen(int fd, int backlog)'),
  accept4: libc.func('int accept4(int fd, void *address, void *length, int flags)'),
  getsockopt: libc.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
  poll: libc.func('int poll(void *fds, unsigned long count, int timeout)'),
  eventfd: libc.func('int eventfd(unsigned int value, int flags)'),
};
const unixDomain = 1;
const stream = 1;
const nonBlocking = 0o4_000;
const closeOnExec = 0o2_000_000;
const socketLevel = 1;
const peerCredentials = 17;
const readable = 1;
const backlog = 511;
/** Longest path in a sockaddr_un, its NUL included: unix(7). */
const longestPath = 108;

const names = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** @throws Error with `code`, when it is negative */
function checked(name: string, result: number): number {
  if (result >= 0) return result;
  const code = names.get(koffi.errno()) ?? `errno ${koffi.errno()}`;
  throw Object.assign(new Error(`${code}: ${name}`), { code });
}

const descriptors = new WeakMap<Listener, number>();

/** A socket of the file system that does not listen yet. */
export function bindAt(path: string): Listener {
  const name = Buffer.from(`${path}\0`);
  if (name.length > longestPath)
    throw Object.assign(new Error('the path is too long'), { code: 'ENAMETOOLONG' });
  const family = Buffer.alloc(2);
  family.writeUInt16LE(unixDomain);
  const address = Buffer.concat([family, name]);
  const flags = stream | nonBlocking | closeOnExec;
  const descriptor = checked('socket', call.socket(unixDomain, flags, 0));
  try {
    checked('bind', call.bind(descriptor, address, address.length));
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  const listener: Listener = {
    listen: () => void checked('listen', call.listen(descriptor, backlog)),
    accept: () => accept(descriptor),
    close: () => closeSync(descriptor),
  };
  descriptors.set(listener, descriptor);
  return listener;
}

function accept(listening: number): Connection | undefined {
  let descriptor: number;
  try {
    descriptor = checked('accept4', call.accept4(listening, null, null, nonBlocking | closeOnExec));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR'))
      return undefined;
    throw error;
  }
  return {
    credentials: () => credentialsOf(descriptor),
    keep: () => {
      const socket = new Socket({ fd: descriptor });
      // A peer that breaks off is closed like any other.
      socket.on('error', () => {});
      socket.resume();
    },
    close: () => closeSync(descriptor),
  };
}

/** As in socket(7): three numbers of four bytes, of which anything but all is no answer. */
function credentialsOf(descriptor: number): Credentials {
  const value = Buffer.alloc(12);
  const length = Buffer.alloc(4);
  length.writeInt32LE(value.length);
  checked('getsockopt', call.getsockopt(descriptor, socketLevel, peerCredentials, value, length));
  if (length.readInt32LE() !== value.length)
    throw Object.assign(new Error('a short answer'), { code: 'EIO' });
  return { pid: value.readInt32LE(0), uid: value.readUInt32LE(4), gid: value.readUInt32LE(8) };
}

/** Waits for peers in a thread that can be called back. */
export class Waiting {
  readonly #bell = checked('eventfd', call.eventfd(0, nonBlocking | closeOnExec));
  #turn = 0;

  /** Ends the wait that goes on, and every other, with nothing. */
  ring(): void {
    const one = Buffer.alloc(8);
    one.writeBigUInt64LE(1n);
    writeSync(this.#bell, one);
  }

  /**
   * The next listener that somebody waits at, each in its turn.
   * @throws Error with `code`
   */
  async next(listeners: readonly Listener[]): Promise<Listener | undefined> {
    const all = [...listeners.map(listener => descriptors.get(listener) ?? -1), this.#bell];
    const fds = Buffer.alloc(8 * all.length);
    for (const [nth, descriptor] of all.entries()) {
      fds.writeInt32LE(descriptor, 8 * nth);
      fds.writeInt16LE(readable, 8 * nth + 4);
    }
    await polled(fds, all.length);
    this.#turn += 1;
    const turns = listeners.map((_, nth) => (nth + this.#turn) % listeners.length);
    const first = turns.find(nth => fds.readInt16LE(8 * nth + 6) !== 0);
    return first === undefined ? undefined : listeners[first];
  }
}

/** In another thread, so that this one stays free for signals and for peers that leave. */
function polled(fds: Buffer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Not at once: peers that come without end must not keep signals, and peers that leave, from being heard.
    if (call.poll(fds, count, 0) > 0) {
      setImmediate(resolve);
      return;
    }
    call.poll.async(fds, count, -1, (error: unknown) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
