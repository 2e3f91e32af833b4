import type { Descriptor, Received } from '../reference/seams.ts';
import type { ControlRecord } from '../scenario.ts';

/** A record is read into so many bytes; what is longer is cut. */
const recordBytes = 16;

/** What is read of a record of so many bytes, the first of them 0x01. */
function beginning(bytes: number): readonly number[] {
  return [1, ...Array.from({ length: recordBytes - 1 }, () => 0)].slice(0, bytes);
}

/**
 * What the broker receives of a record of the child.
 * @param arrive opens a descriptor that comes with it
 */
export function receivedRecord(record: ControlRecord, arrive: () => Descriptor): Received {
  const come = (bytes: readonly number[], cut = false, descriptors: readonly number[] = []): Received => ({
    kind: 'record',
    bytes: Uint8Array.from(bytes),
    cut,
    descriptors,
  });
  switch (record.kind) {
    case 'valid':
      return come([1]);
    case 'byte':
      return come([record.value]);
    case 'empty':
      return come([]);
    case 'long':
      return come(beginning(record.bytes), record.bytes > recordBytes);
    case 'descriptors': {
      const { bytes = 1, count } = record;
      return come(
        beginning(bytes),
        bytes > recordBytes,
        Array.from({ length: count }, () => arrive()),
      );
    }
  }
}
