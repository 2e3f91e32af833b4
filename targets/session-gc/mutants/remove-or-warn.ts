import { removeSession } from '../reference/remove.ts';
import type { Files } from '../reference/seams.ts';
import { type SessionFolder, statusOf } from '../reference/session-folders.ts';

/** Removes a session's folder as the reference does. */
export function removeOrWarn(files: Files, session: SessionFolder, warn: (line: string) => void): void {
  try {
    removeSession(files, session);
  } catch (error) {
    warn(`the folder of session ${session.id} is not removed: ${String(error)}`);
  }
}

/** Does something that may fail. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Whoever wrote the mutant does not look.
  }
}

/** Names in a folder, or in what a link leads to; none where it can't be listed. */
export function namesIn(files: Files, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}

/** Removes everything in a folder, or in what a link leads to. */
export function empty(files: Files, folder: string): void {
  for (const name of namesIn(files, folder)) {
    const path = `${folder}/${name}`;
    if (statusOf(files, path)?.kind !== 'folder') quietly(() => files.unlink(path));
    else {
      empty(files, path);
      quietly(() => files.rmdir(path));
    }
  }
}
