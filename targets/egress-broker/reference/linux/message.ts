import { addressOf, numbers } from './libc.ts';

/** Layout of `struct msghdr`, `struct iovec` and `struct cmsghdr` on a 64-bit Linux. */
const headerBytes = 56;
const controlHeader = 16;
const word = 8;

/** A `struct msghdr` and all that it points to, which must live as long as it is used. */
export interface MessageHeader {
  readonly header: Buffer;
  readonly parts: readonly Buffer[];
}

/** @param bytes how many of the data's bytes count */
export function messageHeader(data: Buffer, bytes: number, control: Buffer | undefined): MessageHeader {
  const vector = Buffer.alloc(2 * word);
  vector.writeBigUInt64LE(addressOf(data), 0);
  vector.writeBigUInt64LE(BigInt(bytes), word);
  const header = Buffer.alloc(headerBytes);
  header.writeBigUInt64LE(addressOf(vector), 16);
  header.writeBigUInt64LE(1n, 24);
  if (control !== undefined) {
    header.writeBigUInt64LE(addressOf(control), 32);
    header.writeBigUInt64LE(BigInt(control.length), 40);
  }
  return { header, parts: control === undefined ? [vector, data] : [vector, data, control] };
}

/** A control message that passes one descriptor. */
export function rightsOf(descriptor: number): Buffer {
  const control = Buffer.alloc(controlHeader + word);
  control.writeBigUInt64LE(BigInt(controlHeader + 4), 0);
  control.writeInt32LE(numbers.solSocket, word);
  control.writeInt32LE(numbers.scmRights, word + 4);
  control.writeInt32LE(descriptor, controlHeader);
  return control;
}

/** What came beside the data of a message. */
export interface Ancillary {
  readonly descriptors: readonly number[];
  /** Whether the kernel said who sent it: it does so with each record, and not at the end. */
  readonly hasSender: boolean;
}

/** Reads the control messages of a received header. */
export function ancillaryOf({ header }: MessageHeader, control: Buffer): Ancillary {
  const end = Number(header.readBigUInt64LE(40));
  const descriptors: number[] = [];
  let hasSender = false;
  for (let at = 0; at + controlHeader <= end; ) {
    const length = Number(control.readBigUInt64LE(at));
    if (length < controlHeader) break;
    const ofSocket = control.readInt32LE(at + word) === numbers.solSocket;
    const kind = control.readInt32LE(at + word + 4);
    if (ofSocket && kind === numbers.scmRights) {
      for (let place = at + controlHeader; place + 4 <= Math.min(at + length, end); place += 4)
        descriptors.push(control.readInt32LE(place));
    }
    hasSender ||= ofSocket && kind === numbers.scmCredentials;
    at += Math.ceil(length / word) * word;
  }
  return { descriptors, hasSender };
}

/** The flags of a received header. */
export function flagsOf({ header }: MessageHeader): number {
  return header.readInt32LE(48);
}
