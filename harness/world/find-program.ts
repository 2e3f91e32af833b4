import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where programs of the system are. What finds its tools there finds them whatever PATH the caller has. */
export const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin';

/** The first program of that name in a PATH, as an absolute path; undefined where there is none. */
export function findProgram(name: string, path: string): string | undefined {
  return foldersIn(path)
    .map(folder => join(folder, name))
    .find(isProgram);
}

/** Every program of that name in a PATH, in its order, as absolute paths. */
export function findPrograms(name: string, path: string): readonly string[] {
  return foldersIn(path)
    .map(folder => join(folder, name))
    .filter(isProgram);
}

/** A folder that isn't absolute is another one in every world: nothing is looked for there. */
function foldersIn(path: string): readonly string[] {
  return [...new Set(path.split(delimiter))].filter(folder => isAbsolute(folder));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
