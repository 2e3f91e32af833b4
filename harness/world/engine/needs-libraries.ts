import { closeSync, openSync, readSync } from 'node:fs';

const headBytes = 4_096;
const elfMagic = 0x7f454c46;
/** PT_INTERP of elf(5): the program that loads the libraries. */
const interpreter = 3;

/** Whether a program of this 64-bit, little-endian machine is loaded together with libraries; no program at all is. */
export function needsLibraries(path: string): boolean {
  const head = headOf(path);
  if (head.length < 64 || head.readUInt32BE(0) !== elfMagic) return true;
  const at = Number(head.readBigUInt64LE(32));
  const bytesEach = head.readUInt16LE(54);
  const count = head.readUInt16LE(56);
  if (at + bytesEach * count > head.length) return true;
  return Array.from({ length: count }, (_, nth) => head.readUInt32LE(at + nth * bytesEach)).includes(
    interpreter,
  );
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head, 0, headBytes, 0));
  } finally {
    closeSync(file);
  }
}
