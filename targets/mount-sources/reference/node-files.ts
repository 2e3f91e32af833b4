import * as fs from 'node:fs';
import { type EntryKind, errorCode, type Files } from './files.ts';

function kindOf(stats: fs.Stats): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/** The real file system. */
export const nodeFiles: Files = {
  look(path) {
    try {
      return kindOf(fs.lstatSync(path));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  readLink: path => fs.readlinkSync(path),
  makeFolder: (path, mode) => fs.mkdirSync(path, { mode }),
  makeFile: (path, mode) => fs.closeSync(fs.openSync(path, 'wx', mode)),
  readText: path => fs.readFileSync(path, 'utf8'),
};
