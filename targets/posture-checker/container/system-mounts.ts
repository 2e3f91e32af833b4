import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { Mount } from './docker-run.ts';

/** What programs of this machine need to run at all. */
const system = ['/usr', '/bin', '/lib', '/lib32', '/lib64', '/libx32', '/etc/alternatives'];

/** The machine's own programs and libraries, in a container that has none. */
export function systemMounts(): readonly Mount[] {
  return system.filter(path => existsSync(path)).map(readOnly);
}

/** Folders that a container can't have from the machine: its own are there. */
const own = ['/', '/proc', '/sys', '/dev', '/run', '/etc'];

/**
 * What of the machine a program is made of: of each of its words that names a file, the folder it is in, and all of
 * `node_modules` where it is in there.
 * @returns or why it can't be mounted
 */
export function programMounts(
  words: readonly string[],
  path: readonly string[],
): readonly Mount[] | { readonly reason: string } {
  const files = words.filter(word => isAbsolute(word) && existsSync(word));
  const folders = [...path, ...files.flatMap(file => [dirname(file), dirname(realpathSync(file))])];
  const wanted = [...new Set(folders.map(outermostModules))].filter(folder => !isIn(folder, system));
  const bad = wanted.find(folder => own.includes(folder) || isIn(folder, ['/run', '/proc', '/sys', '/dev']));
  if (bad !== undefined) return { reason: `a container has its own ${bad}: put the program somewhere else` };
  return wanted.sort().map(readOnly);
}

function outermostModules(folder: string): string {
  const [found = folder] = /^.*?\/node_modules(?=\/|$)/.exec(folder) ?? [];
  return found;
}

function isIn(folder: string, places: readonly string[]): boolean {
  return places.some(place => folder === place || folder.startsWith(`${place}/`));
}

function readOnly(path: string): Mount {
  return { from: path, to: path, readOnly: true };
}
