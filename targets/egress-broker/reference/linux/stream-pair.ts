import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StreamPair } from '../seams.ts';
import { close, failed, libc, numbers, socketPair } from './libc.ts';

/** SO_ERROR, SO_TYPE: socket(7). */
const [soType, soError] = [3, 4];

/** An integer that a socket tells of itself. @throws Error when it is no socket */
function optionOf(descriptor: number, name: number): number {
  const value = Buffer.alloc(4);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(4);
  if (libc().getsockopt(descriptor, numbers.solSocket, name, value, length) !== 0) throw failed('getsockopt');
  return value.readInt32LE();
}

/** Two connected stream sockets. */
export function openStreamPair(): StreamPair {
  const [own, peer] = socketPair(numbers.stream);
  return {
    peer,
    open: (): Duplex => {
      if (optionOf(own, soType) !== numbers.stream || optionOf(own, soError) !== 0)
        throw new Error('the own end of a pair is no working stream');
      return new Socket({ fd: own, readable: true, writable: true, allowHalfOpen: true });
    },
    closeOwn: () => close(own),
  };
}
