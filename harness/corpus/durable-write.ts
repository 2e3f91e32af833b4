import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HarnessFault } from '../harness-fault.ts';
import { codeOf, messageOf } from './errno.ts';

/** What to do with a file that is there already: put the new one in its place, or leave it and fail. */
export interface WriteOptions {
  readonly replace: boolean;
}

/** A file was there and must not be replaced. */
export class FileTaken extends HarnessFault {
  constructor(file: string, cause: unknown) {
    super(`${file} exists already`, 'disk', { cause });
  }
}

/**
 * Writes a file so that at every moment, and after a crash or a power cut, it is absent, old or complete: temporary
 * file in the same folder, written to the end, synced, renamed, folder synced. Makes the folders that are missing.
 * When it returns, the content is on disk; when it throws, nothing new lies beside the file, and the file is as it was
 * unless only the very last step, syncing the folder, failed.
 * @throws FileTaken when the file exists and is not to be replaced
 * @throws HarnessFault `disk` when it can't be written
 */
export async function writeDurably(
  file: string,
  content: string | Uint8Array,
  { replace }: WriteOptions = { replace: true },
): Promise<void> {
  const folder = dirname(file);
  // A leading dot and an ending of its own: nobody who lists cases or findings mistakes it for one.
  const temporary = join(folder, `.seatrial-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await makeFolder(folder);
    await fill(temporary, typeof content === 'string' ? Buffer.from(content) : content);
    await (replace ? rename(temporary, file) : claim(temporary, file));
    await syncFolder(folder);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    if (error instanceof FileTaken) throw error;
    throw new HarnessFault(`${file} can't be written: ${messageOf(error)}`, 'disk', { cause: error });
  }
}

/**
 * Removes a file for good: it stays gone after a power cut.
 * @throws HarnessFault `disk` when it can't be removed
 */
export async function removeDurably(file: string): Promise<void> {
  try {
    await unlink(file);
    await syncFolder(dirname(file));
  } catch (error) {
    throw new HarnessFault(`${file} can't be removed: ${messageOf(error)}`, 'disk', { cause: error });
  }
}

async function fill(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o666);
  try {
    await writeAll(handle, content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A full disk takes a part of what it is given and says so only by the number of bytes. */
async function writeAll(handle: FileHandle, content: Uint8Array): Promise<void> {
  for (let done = 0; done < content.length; ) {
    const { bytesWritten } = await handle.write(content, done, content.length - done, done);
    if (bytesWritten === 0) throw new Error(`only ${done} of ${content.length} bytes were taken`);
    done += bytesWritten;
  }
}

/** Gives the file its name only if nothing has it; unlike a rename, a link never replaces. */
async function claim(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new FileTaken(file, error) : error;
  }
  await unlink(temporary);
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = resolve(folder); made !== dirname(resolve(first)); made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems have nothing to sync in a folder and say so.
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}
