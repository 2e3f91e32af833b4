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
  const harmless = volumes.filter(({ type, source }) => type !== 'bind' || source.startsWith(`${world}/`));
  const tried = new Set(['/', ...harmless.map(({ target }) => target), ...tmpfs]);
  for (const { target } of volumes) for (const below of belowMount) looked(tried, target + below);
  for (const path of files) looked(tried, path);
  return [...tried].filter(path => path.startsWith('/'));
}

/** A path that is only to be looked at is no folder: trying to write to a socket does nothing to it. */
function looked(tried: Set<string>, path: string): void {
  if (path.endsWith('.sock') || path.startsWith('/run/secrets/')) tried.add(path);
}
