import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether a path leads to where it says: strace's `-P` also takes what a link leads to, and would count that too. */
function isNoLink(path: string): boolean {
  if (existsSync(path)) return realpathSync(path) === path;
  const dangling = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  const folder = dirname(path);
  return !dangling && (!existsSync(folder) || realpathSync(folder) === folder);
}

/**
 * The paths that a run's calls can be told by before it is run: what is in the world now, what the program is told, and
 * the folders of both. Links, and what is reached by way of one, are not among them.
 * @param world the world's folders, absolute
 * @param words the program's arguments; those that are no paths do no harm
 */
export function knownPaths(world: readonly string[], words: readonly string[]): ReadonlySet<string> {
  const there = world
    .filter(existsSync)
    .flatMap(folder => [
      folder,
      ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)),
    ]);
  const told = words.filter(word => word.startsWith('/'));
  const all = new Set([...there, ...told, ...[...there, ...told].map(path => dirname(path))]);
  return new Set([...all].filter(isNoLink));
}
