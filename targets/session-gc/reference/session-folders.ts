import { isSessionId } from './live-sessions.ts';
import type { Files, Status } from './seams.ts';

const prefix = '.claude-container-';

/** A session's folder, as it was when it was looked at. */
export interface SessionFolder {
  readonly id: string;
  readonly path: string;
  readonly sibling: string;
  readonly status: Status;
}

/** The id in a folder's name; undefined: it is no session's. */
function idIn(name: string): string | undefined {
  const id = name.slice(prefix.length);
  return name.startsWith(prefix) && isSessionId(id) ? id : undefined;
}

/** Real folders of sessions in a home: no links, no files of such a name. A home that can't be read has none. */
export function sessionFolders(files: Files, home: string): readonly SessionFolder[] {
  let names: readonly string[] = [];
  try {
    names = files.list(home);
  } catch {
    return [];
  }
  return names.flatMap(name => {
    const id = idIn(name);
    if (id === undefined) return [];
    const path = `${home}/${name}`;
    const status = statusOf(files, path);
    return status?.kind === 'folder' ? [{ id, path, sibling: `${path}.json`, status }] : [];
  });
}

/** What is at a path; undefined: nothing that can be looked at. */
export function statusOf(files: Files, path: string): Status | undefined {
  try {
    return files.status(path);
  } catch {
    return undefined;
  }
}
