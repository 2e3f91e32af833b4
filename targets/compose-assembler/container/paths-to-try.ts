import { existsSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import { volumeOf } from '../../../harness/compose/by-target.ts';
import { itemsOf, type Mapping, textOf, valueAt } from '../../../harness/compose/tree.ts';

/** Where an engine's socket may be, below what is mounted. */
const belowMount = ['', '/docker.sock', '/run/docker.sock'];

/**
 * What the probe tries in a service: to write to the root and to everything mounted that the world may lose, and whether
 * an engine's socket is at a mount or below.
 * @param model Compose's account, with paths as on disk
 */
export function pathsToTry(model: Mapping, service: string, world: string): readonly string[] {
  return [...new Set(['/', ...pathsOf(model, service, world, 0)])].filter(path => path.startsWith('/'));
}

const deepest = 4;

function* pathsOf(model: Mapping, service: string, world: string, depth: number): Generator<string> {
  const lenders = itemsOf(valueAt(model, 'services', service, 'volumes_from')).map(textOf);
  if (depth < deepest)
    for (const lender of lenders) yield* pathsOf(model, lender.split(':')[0] ?? '', world, depth + 1);
  const volumes = itemsOf(valueAt(model, 'services', service, 'volumes')).map(volumeOf);
  const tmpfs = itemsOf(valueAt(model, 'services', service, 'tmpfs')).map(
    item => textOf(item).split(':')[0] ?? '',
  );
  const files = ['secrets', 'configs'].flatMap(section => {
    const folder = section === 'secrets' ? '/run/secrets' : '/';
    return itemsOf(valueAt(model, 'services', service, section)).map(item =>
      posix.resolve(folder, textOf(valueAt(item, 'target')) || textOf(valueAt(item, 'source'))),
    );
  });
  const harmless = volumes.filter(({ type, source }) => type !== 'bind' || isWithin(source, world));
  for (const { target } of harmless) yield target;
  yield* tmpfs;
  const places = [...volumes.flatMap(({ target }) => belowMount.map(below => target + below)), ...files];
  yield* places.filter(isOnlyLookedAt);
}

/** What is certainly no folder of the machine's: to try to write to a socket does nothing to it. */
function isOnlyLookedAt(path: string): boolean {
  return path.endsWith('.sock') || path.startsWith('/run/secrets/');
}

/** Whether a path is below a folder, and does not lead out of it. What is not there yet leads nowhere. */
function isWithin(path: string, folder: string): boolean {
  if (!path.startsWith(`${folder}/`)) return false;
  return !existsSync(path) || realpathSync(path).startsWith(`${realpathSync(folder)}/`);
}
