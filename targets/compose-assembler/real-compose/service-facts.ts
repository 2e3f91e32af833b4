import { asMapping } from '../../../harness/compose/keyed.ts';
import { isList, isTrue, itemsOf, type Tree, textOf } from '../../../harness/compose/tree.ts';
import { capabilitiesOf } from '../posture/capabilities.ts';
import type { Place } from '../posture/place.ts';
import type { Fact } from './comparable.ts';
import { limitFacts } from './limit-facts.ts';
import { mountFacts } from './mount-facts.ts';
import { portFacts } from './port-facts.ts';
import { deviceFacts, rightsFacts } from './rights-facts.ts';

/** Keys whose text is all there is to them. */
const scalars = [
  ...['image', 'user', 'runtime', 'cgroup_parent', 'working_dir', 'hostname', 'restart'],
  ...['network_mode', 'pid', 'ipc', 'uts', 'userns_mode', 'cgroup'],
];
const switches = ['privileged', 'read_only', 'use_api_socket', 'tty', 'init'];
/** Lists whose order decides, or whose entries nobody reads but the engine. */
const lists = ['security_opt', 'device_cgroup_rules', 'group_add', 'profiles'];
const keyed = ['environment', 'labels', 'annotations', 'sysctls'];

/** What a model says of one service, networks aside. */
export function* serviceFacts(place: Place): Generator<Fact> {
  const { service } = place;
  yield ['', 'present'];
  for (const key of scalars) yield [key, textOf(service.get(key))];
  for (const key of switches) yield [key, isTrue(service.get(key))];
  for (const key of lists) yield [key, itemsOf(service.get(key)).map(textOf)];
  for (const key of keyed) yield* keyedFacts(key, service.get(key));
  yield ['volumes_from', itemsOf(service.get('volumes_from')).map(item => allOf(textOf(item)))];
  yield ['capabilities', [...capabilitiesOf(service)].toSorted()];
  yield ['command', words(service.get('command'))];
  yield ['entrypoint', words(service.get('entrypoint'))];
  yield* limitFacts(service);
  yield* mountFacts(place);
  yield* portFacts(service);
  yield* deviceFacts(service);
  yield* rightsFacts(place);
}

function* keyedFacts(key: string, tree: Tree | undefined): Generator<Fact> {
  for (const [name, value] of asMapping(tree ?? null))
    yield [`${key}.${name}`, { is: value === null ? null : textOf(value) }];
}

/** A command written as one text is split by Compose as a shell would, quotes aside. */
function words(tree: Tree | undefined): readonly string[] {
  if (isList(tree)) return tree.map(textOf);
  return textOf(tree)
    .split(/\s+/)
    .filter(word => word !== '');
}

/** `NAME[:MODE]` or `container:NAME[:MODE]`; Compose 1 writes `service:` before a service's name, and every mode. */
function allOf(text: string): string {
  const from = text.replace(/^service:/, '');
  return /:(?:ro|rw)$/.test(from) ? from : `${from}:rw`;
}
