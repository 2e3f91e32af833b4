import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes a folder with all that is in it, also what its modes keep its owner out of. Nothing there is fine. */
export async function removeTree(path: string): Promise<void> {
  await open(path);
  await rm(path, { recursive: true, force: true });
}

async function open(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await open(join(path, name));
}
