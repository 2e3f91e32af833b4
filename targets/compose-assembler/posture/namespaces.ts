import { textOf } from '../../../harness/compose/tree.ts';
import type { Facet, Place } from './place.ts';

/** Key of a service → the name of the namespace that its value `host` shares. */
const keys: Readonly<Record<string, string>> = {
  network_mode: 'network',
  pid: 'pid',
  ipc: 'ipc',
  uts: 'uts',
  userns_mode: 'user',
  cgroup: 'cgroup',
};

/** The namespaces a service shares with the host. */
export function sharedWithHost({ service }: Place): readonly string[] {
  return Object.entries(keys).flatMap(([key, name]) => (textOf(service.get(key)) === 'host' ? [name] : []));
}

/** A namespace shared with the host that was not. */
export const moreSharing: Facet = function* (before, after) {
  const had = sharedWithHost(before);
  for (const name of sharedWithHost(after))
    if (!had.includes(name)) yield `shares the host's ${name} namespace`;
};
