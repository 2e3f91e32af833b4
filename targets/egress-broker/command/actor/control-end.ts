import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { libc, numbers, socketPair } from '../../reference/linux/libc.ts';
import { ancillaryOf, messageHeader } from '../../reference/linux/message.ts';
import type { ControlRecord } from '../../scenario.ts';

/** The child's end of the control channel. */
const control = 3;
const patienceMs = 1_500;
/** So long after its answer a broker may have a descriptor open that came with a record. */
const closingMs = 700;

/** What a record was answered with. */
export interface Answer {
  readonly byte: number | undefined;
  readonly descriptors: readonly number[];
}

function bytesOf(record: ControlRecord): Buffer {
  switch (record.kind) {
    case 'descriptors':
      return Buffer.from([1, ...Buffer.alloc(4096)]).subarray(0, record.bytes ?? 1);
    case 'byte':
      return Buffer.from([record.value]);
    case 'empty':
      return Buffer.alloc(0);
    case 'long':
      return Buffer.alloc(record.bytes, 0).fill(1, 0, 1);
    default:
      return Buffer.from([1]);
  }
}

function rights(descriptors: readonly number[]): Buffer {
  const buffer = Buffer.alloc(16 + Math.ceil(descriptors.length / 2) * 8);
  buffer.writeBigUInt64LE(BigInt(16 + 4 * descriptors.length), 0);
  buffer.writeInt32LE(numbers.solSocket, 8);
  buffer.writeInt32LE(numbers.scmRights, 12);
  for (const [nth, descriptor] of descriptors.entries()) buffer.writeInt32LE(descriptor, 16 + 4 * nth);
  return buffer;
}

/** Ends whose other ends were attached to records. */
const watchedEnds = new Set<number>();

/** Waits until nobody has descriptors any more that were attached. @returns how many are left, in vain */
export async function heldDescriptors(): Promise<number> {
  const until = performance.now() + closingMs;
  for (;;) {
    for (const end of watchedEnds) {
      const data = Buffer.alloc(1);
      const { header } = messageHeader(data, data.length, undefined);
      if (Number(libc().recvmsg(end, header, numbers.dontWait)) !== 0) continue;
      closeSync(end);
      watchedEnds.delete(end);
    }
    if (watchedEnds.size === 0 || performance.now() > until) break;
    await delay(3);
  }
  const held = watchedEnds.size;
  for (const end of watchedEnds) closeSync(end);
  watchedEnds.clear();
  return held;
}

/** Sends one record. @returns whether there was room for it */
export function sendRecord(record: ControlRecord): boolean {
  const attached: number[] = [];
  // One whose other end tells when it is closed is the last of them: who has room for fewer forgets the last.
  if (record.kind === 'descriptors') {
    const [watched, given] = socketPair(numbers.stream);
    watchedEnds.add(watched);
    attached.push(...Array.from({ length: record.count - 1 }, () => openSync('/dev/null', 'r')), given);
  }
  const bytes = bytesOf(record);
  const data = bytes.length === 0 ? Buffer.alloc(1) : bytes;
  const message = messageHeader(data, bytes.length, attached.length === 0 ? undefined : rights(attached));
  const sent = libc().sendmsg(control, message.header, numbers.dontWait | numbers.noSignal);
  for (const descriptor of attached) closeSync(descriptor);
  return Number(sent) >= 0;
}

/** The next answer that is there; undefined: none; `end`: the broker has closed its end. */
export function readAnswer(): Answer | 'end' | undefined {
  const data = Buffer.alloc(16);
  const ancillary = Buffer.alloc(1200);
  const message = messageHeader(data, data.length, ancillary);
  const flags = numbers.dontWait | numbers.cmsgCloseOnExec;
  const length = Number(libc().recvmsg(control, message.header, flags));
  if (length < 0) return undefined;
  const { descriptors } = ancillaryOf(message, ancillary);
  if (length === 0) return 'end';
  return { byte: length === 1 ? data[0] : undefined, descriptors };
}

/** Waits for the next answer, as long as one has patience. */
export async function awaitAnswer(): Promise<Answer | undefined> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const answer = readAnswer();
    if (answer === 'end') return undefined;
    if (answer !== undefined) return answer;
    await delay(1);
  }
  return undefined;
}
