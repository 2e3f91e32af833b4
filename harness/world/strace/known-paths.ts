import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The paths that a run's calls can be told by before it is run: what is in the world now, what the program is told, and
 * the folders of both.
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
  return new Set([...there, ...told, ...[...there, ...told].map(path => dirname(path))]);
}
