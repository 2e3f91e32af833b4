import { Buffer } from 'node:buffer';
import { constants } from 'node:fs';
import type { FileStatus, FileSystem } from './file-system.ts';
import { orRefuse, Refusal } from './refusal.ts';

/** Flags that open a file for reading without waiting: a FIFO that nobody writes to opens at once, and is refused. */
export const readingFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** A source of more bytes than this is not a configuration. */
const largestSource = 64 * 1024 * 1024;

/** What was read, and the status of the file that it was read from. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly status: FileStatus;
}

/**
 * All bytes of a file from its beginning, however short the reads come out.
 * @param size bytes that it has as far as is known; reading goes no further
 */
export async function readAll(files: FileSystem, descriptor: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const count = await files.read(descriptor, bytes.subarray(filled), filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** Whether nothing was written between two looks at a file, as far as its times and size tell. */
export function unchanged(before: FileStatus, after: FileStatus): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
}

/** Opens a file for reading, does something with it, and closes it whatever happens. */
export async function whileOpen<T>(
  files: FileSystem,
  path: string,
  flags: number,
  use: (descriptor: number) => Promise<T>,
): Promise<T> {
  const descriptor = await orRefuse(path, 'opened', () => files.open(path, flags));
  try {
    return await orRefuse(path, 'read', () => use(descriptor));
  } finally {
    // Nothing was written: an error of close has nothing to tell.
    await files.close(descriptor).catch(() => undefined);
  }
}

/** The status of an open source. @throws Refusal when it is no regular file, or too large */
export async function checkedStatus(
  files: FileSystem,
  path: string,
  descriptor: number,
): Promise<FileStatus> {
  const status = await files.fstat(descriptor);
  if (status.kind !== 'file') throw new Refusal(path, `is a ${status.kind}, not a file`);
  if (status.size > largestSource) throw new Refusal(path, `has more than ${largestSource} bytes`);
  return status;
}

/**
 * The source, its bytes as they were at one moment: read twice and compared, with the times before and after, because a
 * file rewritten in place within one tick of the clock shows the same times and may show the same size.
 * @throws Refusal when it can't be read, is no regular file, or changes meanwhile
 */
export async function readSource(files: FileSystem, path: string): Promise<Source> {
  return whileOpen(files, path, readingFlags, async descriptor => {
    const before = await checkedStatus(files, path, descriptor);
    const bytes = await readAll(files, descriptor, before.size);
    const again = await readAll(files, descriptor, before.size);
    const after = await files.fstat(descriptor);
    if (bytes.length !== before.size || !bytes.equals(again) || !unchanged(before, after))
      throw new Refusal(path, 'changed while it was read');
    return { bytes, status: before };
  });
}
