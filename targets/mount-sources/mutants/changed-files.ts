import type { Files } from '../reference/files.ts';

/** File operations, some of them replaced. */
export function changedFiles(files: Files, changed: Partial<Files>): Files {
  return {
    look: path => files.look(path),
    readLink: path => files.readLink(path),
    makeFolder: (path, mode) => files.makeFolder(path, mode),
    makeFile: (path, mode) => files.makeFile(path, mode),
    readText: path => files.readText(path),
    ...changed,
  };
}
