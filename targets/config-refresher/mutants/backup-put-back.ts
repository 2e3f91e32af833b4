import { constants } from 'node:fs';
import { posix } from 'node:path';
import type { FileSystem } from '../reference/file-system.ts';
import { readSource } from '../reference/read-source.ts';
import { refresh } from '../reference/refresh.ts';
import { publishedMode, writeAll } from '../reference/temporary.ts';
import { mutant } from './mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** A copy of the target beside it. @returns its path; undefined when there is nothing to copy */
async function backup(files: FileSystem, target: string, name: string): Promise<string | undefined> {
  const path = posix.join(posix.dirname(target), `.claude.json.${name}`);
  try {
    const status = await files.lstat(target);
    if (status.kind !== 'file') return undefined;
    const { bytes } = await readSource(files, target);
    const descriptor = await files.open(path, flags, 0o600);
    await writeAll(files, path, descriptor, bytes);
    await files.fchmod(descriptor, publishedMode);
    await files.close(descriptor);
    return path;
  } catch {
    await files.unlink(path).catch(() => undefined);
    return undefined;
  }
}

/** `trap 'mv "$BACKUP" "$TARGET"' EXIT`, and no `trap - EXIT` at the end. */
export const backupPutBack = mutant(
  {
    name: 'backup-put-back',
    story:
      'The trap that undoes a failure runs at every exit: after "refreshed" the old configuration is back.',
    source: 'bash(1), trap EXIT',
    caughtBy: ['success-means-a-complete-target', 'once-new-it-stays-new'],
    within: 50,
  },
  async (request, seams) => {
    const kept = await backup(seams.files, request.target, seams.random());
    const status = await refresh(request, seams);
    if (kept !== undefined) await seams.files.rename(kept, request.target).catch(() => undefined);
    return status;
  },
);
