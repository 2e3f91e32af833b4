import type { Received } from './seams.ts';

/** The bytes of the control channel. */
export const dial = 0x01;
export const granted = 0x00;
export const refused = 0xff;

type Record = Extract<Received, { kind: 'record' }>;

/** What is wrong with a record; undefined: it asks for a connection. */
export function judgeRecord({ bytes, cut, descriptors }: Record): string | undefined {
  if (descriptors.length > 0) return 'it came with descriptors';
  if (bytes.length === 0) return 'it is empty';
  if (cut || bytes.length > 1) return 'it is too long';
  return bytes[0] === dial ? undefined : 'it asks for something else';
}
