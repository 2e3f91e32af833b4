import { constants, endianness } from 'node:os';
import process from 'node:process';
import koffi from 'koffi';

/** Numbers of Linux on x86-64 and arm64, where they are the same. */
export const numbers = {
  unix: 1,
  stream: 1,
  seqpacket: 5,
  closeOnExec: 0o2000000,
  nonBlocking: 0o4000,
  solSocket: 1,
  passCredentials: 16,
  scmRights: 1,
  scmCredentials: 2,
  dontWait: 0x40,
  noSignal: 0x4000,
  cmsgCloseOnExec: 0x40000000,
  truncated: 0x20,
  controlTruncated: 0x8,
  pollIn: 0x1,
  pollOut: 0x4,
  shutdownBoth: 2,
  setDumpable: 4,
} as const;

const machines: ReadonlySet<string> = new Set(['x64', 'arm64']);

/** Why this machine's C library can't be called; undefined: it can. */
export function whyUnsupported(): string | undefined {
  if (process.platform !== 'linux') return `it is ${process.platform}, and not Linux`;
  if (!machines.has(process.arch) || endianness() !== 'LE') return `its processor is ${process.arch}`;
  try {
    open();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function open() {
  const library = koffi.load(null);
  return {
    socketpair: library.func('int socketpair(int, int, int, _Out_ int *)'),
    setsockopt: library.func('int setsockopt(int, int, int, void *, uint32)'),
    getsockopt: library.func('int getsockopt(int, int, int, void *, void *)'),
    sendmsg: library.func('int64 sendmsg(int, void *, int)'),
    recvmsg: library.func('int64 recvmsg(int, void *, int)'),
    poll: library.func('int poll(void *, uint64, int)'),
    shutdown: library.func('int shutdown(int, int)'),
    close: library.func('int close(int)'),
    prctl: library.func('int prctl(int, uint64, uint64, uint64, uint64)'),
  };
}

let opened: ReturnType<typeof open> | undefined;

/** The functions of the C library that Node has no way to. @throws Error where there are none */
export function libc(): ReturnType<typeof open> {
  opened ??= open();
  return opened;
}

/** The last error of a call, as an exception. */
export function failed(call: string): Error {
  const errno = koffi.errno();
  const [code = String(errno)] = Object.entries(constants.errno).find(([, value]) => value === errno) ?? [];
  return Object.assign(new Error(`${call}: ${code}`), { code });
}

/** Whether the last call would have had to wait, or was interrupted. */
export function wouldWait(): boolean {
  const errno = koffi.errno();
  return errno === constants.errno.EAGAIN || errno === constants.errno.EINTR;
}

/** Where a buffer is in memory. */
export function addressOf(buffer: Buffer): bigint {
  return BigInt(koffi.address(buffer));
}

/**
 * Two connected sockets, closed on exec.
 * @throws Error
 */
export function socketPair(kind: number): [number, number] {
  const pair: [number, number] = [-1, -1];
  if (libc().socketpair(numbers.unix, kind | numbers.closeOnExec, 0, pair) !== 0) throw failed('socketpair');
  return pair;
}

/** Closes a descriptor. EINTR is no reason to do it again: it is closed. */
export function close(descriptor: number): void {
  libc().close(descriptor);
}
