import { constants } from 'node:fs';
import { posix } from 'node:path';
import { errorCode, type FileSystem } from './file-system.ts';
import { orRefuse, Refusal } from './refusal.ts';

const creatingFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const prefix = '.refreshing-';

/** Names that this program gives its temporary files. */
export const temporaryName = /^\.refreshing-[0-9a-f]{16}$/;
const mostNames = 8;
const hourNs = 3_600_000_000_000n;

/** Mode of a published target, whatever the umask. */
export const publishedMode = 0o644;

/** A complete, synced file that has no public name yet. */
export interface Temporary {
  readonly path: string;
  /** When it was written, by the file system's own clock; nanoseconds since the epoch. */
  readonly mtimeNs: bigint;
}

/** Writes all bytes, however short the writes come out. @throws Refusal when a write gets no further */
export async function writeAll(
  files: FileSystem,
  path: string,
  descriptor: number,
  bytes: Uint8Array,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const count = await files.write(descriptor, bytes.subarray(written));
    if (count === 0) throw new Refusal(path, `takes no more than ${written} bytes`);
    written += count;
  }
}

/**
 * Creates a file in the folder that was not there before, readable by nobody else yet.
 * @param random gives 16 hexadecimal digits that nobody can guess
 */
export async function createTemporary(
  files: FileSystem,
  folder: string,
  random: () => string,
): Promise<{ readonly path: string; readonly descriptor: number }> {
  for (let attempt = 1; ; attempt++) {
    const path = posix.join(folder, `${prefix}${random()}`);
    try {
      return { path, descriptor: await files.open(path, creatingFlags, 0o600) };
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EEXIST' && attempt < mostNames) continue;
      throw code === undefined ? error : new Refusal(folder, `takes no new file (${code})`);
    }
  }
}

/** Fills an open file: content, mode, then fsync, so that nothing of it comes after the rename. */
export async function fill(
  files: FileSystem,
  path: string,
  descriptor: number,
  bytes: Uint8Array,
): Promise<bigint> {
  await writeAll(files, path, descriptor, bytes);
  await files.fchmod(descriptor, publishedMode);
  await files.fsync(descriptor);
  return (await files.fstat(descriptor)).mtimeNs;
}

/** Removes a temporary file after a failure. What can't be removed is left: the failure is already being told. */
export async function discard(files: FileSystem, path: string): Promise<void> {
  await files.unlink(path).catch(() => undefined);
}

/**
 * Writes the bytes to a new file in the folder and closes it, with every step checked.
 * @throws Refusal, and the file is gone
 */
export async function writeTemporary(
  files: FileSystem,
  folder: string,
  random: () => string,
  bytes: Uint8Array,
): Promise<Temporary> {
  const { path, descriptor } = await createTemporary(files, folder, random);
  let open = true;
  try {
    return await orRefuse(path, 'written', async () => {
      const mtimeNs = await fill(files, path, descriptor, bytes);
      open = false;
      await files.close(descriptor);
      return { path, mtimeNs };
    });
  } catch (error) {
    if (open) await files.close(descriptor).catch(() => undefined);
    await discard(files, path);
    throw error;
  }
}

/**
 * Removes what runs that were killed left in the folder. Only names of this program's own making, and only files more
 * than an hour older than our own: a younger one may belong to a run that is still alive. Does what it can.
 * @param nowNs time by the file system's own clock, which need not be this machine's
 */
export async function sweep(files: FileSystem, folder: string, nowNs: bigint): Promise<void> {
  const names = await files.readdir(folder).catch(() => []);
  for (const name of names) {
    if (!temporaryName.test(name)) continue;
    const path = posix.join(folder, name);
    const status = await files.lstat(path).catch(() => undefined);
    if (status?.kind === 'file' && nowNs - status.mtimeNs > hourNs) await discard(files, path);
  }
}
