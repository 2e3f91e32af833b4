import { posix } from 'node:path';
import type { FileSystem } from '../reference/file-system.ts';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import type { Steps } from '../reference/refresh.ts';
import { orRefuse } from '../reference/refusal.ts';
import { createTemporary, discard, sweep } from '../reference/temporary.ts';

/** Fills an open, empty file. */
export type Fill = (
  files: FileSystem,
  path: string,
  descriptor: number,
  bytes: Uint8Array,
) => Promise<unknown>;

/** The reference's publication with another way to fill the temporary file. */
export function publishFilledBy(fill: Fill): Steps['publish'] {
  return async (files, target, bytes, random) => {
    await checkTarget(files, target);
    const folder = posix.dirname(target);
    const { path, descriptor } = await createTemporary(files, folder, random);
    try {
      await orRefuse(path, 'written', () => fill(files, path, descriptor, bytes));
    } catch (error) {
      await files.close(descriptor).catch(() => undefined);
      await discard(files, path);
      throw error;
    }
    const { mtimeNs } = await files.fstat(descriptor).catch(() => ({ mtimeNs: 0n }));
    await files.close(descriptor).catch(() => undefined);
    await putInPlace(files, path, target);
    await orRefuse(folder, 'synced', () => syncFolder(files, folder));
    await sweep(files, folder, mtimeNs);
  };
}
