import { containerPath, volumeOf } from '../../../harness/compose/by-target.ts';
import { itemsOf, type Mapping, type Tree, textOf, valueAt } from '../../../harness/compose/tree.ts';
import type { Facet } from './place.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  p: 2 ** 50,
};

/** Bytes that a size such as `64m` or `1.5gb` stands for; no limit where it can't be read, is 0 or below. */
export function bytesOf(size: string): number {
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtp]?)(?:i?b)?\s*$/i.exec(size) ?? [];
  const bytes = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
  return bytes > 0 ? bytes : Number.POSITIVE_INFINITY;
}

function countOf(tree: Tree | undefined): number {
  const count = Number(textOf(tree) || Number.NaN);
  return count > 0 ? count : Number.POSITIVE_INFINITY;
}

/** The loosest of what two keys say; a key that is not there says nothing. */
function limit(service: Mapping, key: string, deployed: string, read: (tree: Tree) => number): number {
  const said = [service.get(key), valueAt(service, 'deploy', 'resources', 'limits', deployed)];
  const known = said.filter(tree => tree !== undefined && tree !== null).map(read);
  return known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known);
}

/** Most processes and bytes of memory of a service; infinite where there is no limit. */
export function limitsOf(service: Mapping): { readonly pids: number; readonly memory: number } {
  return {
    pids: limit(service, 'pids_limit', 'pids', countOf),
    memory: limit(service, 'mem_limit', 'memory', tree => bytesOf(textOf(tree))),
  };
}

/** Size of a file system in memory that its options give; infinite where they give none. */
export function tmpfsSize(options: string): number {
  return bytesOf(/(?:^|,)size=([^,]*)/.exec(options)?.[1] ?? '');
}

/** Sizes of the file systems in memory, by path in the container. */
function tmpfsSizes(service: Mapping): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const item of itemsOf(service.get('tmpfs'))) {
    const [path = '', options = ''] = textOf(item).split(':');
    sizes.set(containerPath(path), tmpfsSize(options));
  }
  for (const volume of itemsOf(service.get('volumes')).map(volumeOf))
    if (volume.type === 'tmpfs') sizes.set(volume.target, bytesOf(volume.tmpfsSize));
  return sizes;
}

/** A limit raised or removed: processes, memory, size of a tmpfs. */
export const looserLimits: Facet = function* (before, after) {
  const [was, is] = [limitsOf(before.service), limitsOf(after.service)];
  if (is.pids > was.pids) yield 'limit on processes raised';
  if (is.memory > was.memory) yield 'limit on memory raised';
  const had = tmpfsSizes(before.service);
  for (const [path, size] of tmpfsSizes(after.service))
    if (size > (had.get(path) ?? Number.POSITIVE_INFINITY)) yield `limit on tmpfs "${path}" raised`;
};
