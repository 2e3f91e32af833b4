/** Longest name of an entry, and longest path, in bytes (limits.h); some room is left for the world's own folder. */
const longestName = 255;
const longestPath = 3_000;

/** The project's folder of a world: relative paths begin there. */
export const projectFolder = '/srv';

/**
 * Where the entry of a certificate cache's path lies below a world's root, absolute, without slashes and dots at its
 * end; undefined for a path that leads out of the world, or to its root or the project's folder.
 */
export function cachePlace(certCache: string): string | undefined {
  const whole = certCache.startsWith('/') ? certCache : `${projectFolder}/${certCache}`;
  const names = whole.split('/').filter(name => name !== '' && name !== '.');
  const place = `/${names.join('/')}`;
  if (names.length === 0 || names.includes('..') || place === projectFolder) return undefined;
  if (`${projectFolder}/`.startsWith(`${place}/`) || reserved.includes(place)) return undefined;
  if (names.some(name => Buffer.byteLength(name) > longestName)) return undefined;
  return Buffer.byteLength(place) > longestPath ? undefined : place;
}

/** Where `HOME` and `TMPDIR` lie in a world. */
export const homeFolder = '/home';
export const temporaryFolder = '/tmp';
const reserved = [homeFolder, temporaryFolder];

/** Whether the folder of a cache's entry is nobody else's, so that it may be closed or taken away. */
export function parentIsFree(certCache: string): boolean {
  const place = cachePlace(certCache) ?? '/';
  const parent = place.slice(0, place.lastIndexOf('/'));
  return parent !== '' && ![projectFolder, ...reserved].some(other => `${other}/`.startsWith(`${parent}/`));
}
