import { constants } from 'node:fs';
import type { FileSystem } from '../reference/file-system.ts';
import { orRefuse } from '../reference/refusal.ts';
import { writeAll } from '../reference/temporary.ts';

/** What a shell's `>` does: empties the file and writes into it, in place. Several mutants end up here. */
export async function plainWrite(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await orRefuse(path, 'written', async () => {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NONBLOCK;
    const descriptor = await files.open(path, flags, 0o644);
    await writeAll(files, path, descriptor, bytes);
    await files.close(descriptor);
  });
}
