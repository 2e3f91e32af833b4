import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];

/** Programs that build cells and lead into them, by absolute paths: what they start has a PATH of its own. */
export interface Tools {
  readonly nsenter: string;
  readonly env: string;
  readonly setsid: string;
  readonly unshare: string;
}

/** The path of a program of the system, undefined where it isn't installed. */
export function findTool(name: string): string | undefined {
  return folders.map(folder => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
