import type { Files } from '../reference/seams.ts';
import { type SessionFolder, sessionFolders, statusOf } from '../reference/session-folders.ts';
import { namesIn } from './remove-or-warn.ts';

/** Everything in a home whose name is like the pattern, which holds an id, and that is no session's folder. */
export function others(files: Files, home: string, pattern: RegExp): readonly SessionFolder[] {
  const known = new Set(sessionFolders(files, home).map(({ path }) => path));
  return namesIn(files, home).flatMap(name => {
    const path = `${home}/${name}`;
    const [, id] = pattern.exec(name) ?? [];
    const status = statusOf(files, path);
    if (id === undefined || status === undefined || known.has(path)) return [];
    const sibling = `${path}.json`;
    return [{ id, path, status, isMount: false, sibling, siblingStatus: statusOf(files, sibling) }];
  });
}
