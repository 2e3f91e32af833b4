import {
  isList,
  isMapping,
  isTrue,
  itemsOf,
  type Tree,
  textOf,
  valueAt,
} from '../../../harness/compose/tree.ts';
import type { Facet, Place } from './place.ts';

function entriesOf({ service }: Place, key: string): readonly string[] {
  return itemsOf(service.get(key)).map(asText);
}

function asText(tree: Tree): string {
  return JSON.stringify(tree, (_key, value) => (value instanceof Map ? Object.fromEntries(value) : value));
}

function reserved({ service }: Place): readonly string[] {
  const devices = valueAt(service, 'deploy', 'resources', 'reservations', 'devices');
  return isList(devices) || isMapping(devices) ? itemsOf(devices).map(asText) : [];
}

/** Key of a service → what an entry of it opens. */
const lists: Readonly<Record<string, string>> = {
  devices: 'a device',
  device_cgroup_rules: 'a device rule',
  volumes_from: "another container's volumes",
  gpus: 'a device',
};

/** Keys of a service whose value decides what the kernel or the engine does with it. */
const values: Readonly<Record<string, string>> = {
  cgroup_parent: 'another cgroup parent',
  runtime: 'another runtime',
};

/** Devices, device rules, other containers' volumes, the engine's API, another cgroup parent or runtime. */
export const moreDevices: Facet = function* (before, after) {
  for (const [key, what] of Object.entries(lists)) {
    const had = entriesOf(before, key);
    if (entriesOf(after, key).some(entry => !had.includes(entry))) yield `gets ${what}`;
  }
  const had = reserved(before);
  if (reserved(after).some(entry => !had.includes(entry))) yield 'gets a device';
  for (const [key, what] of Object.entries(values))
    if (textOf(after.service.get(key)) !== textOf(before.service.get(key))) yield `gets ${what}`;
  if (isTrue(after.service.get('use_api_socket')) && !isTrue(before.service.get('use_api_socket')))
    yield "gets the engine's API";
};
