import { isSessionId } from './live-sessions.ts';
import type { Files, Status } from './seams.ts';

const prefix = '.claude-container-';

/** A session's folder and its sibling, as they were when they were looked at. */
export interface SessionFolder {
  readonly id: string;
  readonly path: string;
  readonly status: Status;
  /** Whether another file system is mounted there. */
  readonly isMount: boolean;
  readonly sibling: string;
  /** The sibling's; undefined: there was none. */
  readonly siblingStatus: Status | undefined;
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
  // By way of the dot: the home's own, also where a link leads to it.
  const device = statusOf(files, `${home}/.`)?.device;
  return names.flatMap(name => {
    const id = idIn(name);
    if (id === undefined) return [];
    const path = `${home}/${name}`;
    const status = statusOf(files, path);
    if (status?.kind !== 'folder') return [];
    const sibling = `${path}.json`;
    const isMount = status.device !== device;
    return [{ id, path, status, isMount, sibling, siblingStatus: statusOf(files, sibling) }];
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
