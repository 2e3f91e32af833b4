import { containerPath, tmpfsTarget, volumeOf } from '../merge/by-target.ts';
import { asMapping } from '../merge/keyed.ts';
import {
  isList,
  isMapping,
  isTrue,
  itemsOf,
  type Mapping,
  type Tree,
  textOf,
  valueAt,
} from '../merge/tree.ts';
import { capabilitiesOf } from '../posture/capabilities.ts';
import { bytesOf } from '../posture/limits.ts';
import type { Place } from '../posture/place.ts';
import type { Fact } from './comparable.ts';
import { portFacts } from './port-facts.ts';

/** Keys whose text is all there is to them. */
const scalars = [
  ...[
    'image',
    'network_mode',
    'pid',
    'ipc',
    'uts',
    'userns_mode',
    'cgroup',
    'cgroup_parent',
    'runtime',
    'user',
  ],
  ...['working_dir', 'hostname', 'restart'],
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

function* limitFacts(service: Mapping): Generator<Fact> {
  const deployed = (key: string) => valueAt(service, 'deploy', 'resources', 'limits', key);
  const count = (tree: Tree | undefined) =>
    textOf(tree).replace(/^[+-]?0*(?=\d)/, sign => sign.replaceAll('0', ''));
  yield ['pids_limit', count(service.get('pids_limit'))];
  yield ['deploy.pids', count(deployed('pids'))];
  for (const [path, tree] of [
    ['mem_limit', service.get('mem_limit')],
    ['deploy.memory', deployed('memory')],
  ] as const)
    yield [path, textOf(tree) === '' ? '' : String(bytesOf(textOf(tree)))];
  for (const item of itemsOf(service.get('tmpfs')))
    yield [`tmpfs.${tmpfsTarget(item)}`, { options: textOf(item).split(':').slice(1).join(':') }];
}

function* mountFacts({ service, model, host }: Place): Generator<Fact> {
  for (const { type, source, target, readOnly, tmpfsSize } of itemsOf(service.get('volumes')).map(volumeOf)) {
    const device = textOf(valueAt(model, 'volumes', source, 'driver_opts', 'device'));
    const from = type === 'bind' ? host.realPath(source) : source;
    const size = tmpfsSize === '' ? '' : String(bytesOf(tmpfsSize));
    yield [`volumes.${target}`, { type, from, readOnly, size, device }];
  }
  for (const section of ['secrets', 'configs'])
    for (const item of itemsOf(service.get(section))) {
      const name = isMapping(item) ? textOf(item.get('source')) : textOf(item);
      const wanted = isMapping(item) ? textOf(item.get('target')) : '';
      const file = textOf(valueAt(model, section, name, 'file'));
      yield [
        `${section}.${name}`,
        { file: file === '' ? '' : host.realPath(file), target: targetOf(section, wanted || name) },
      ];
    }
}

/** A secret that is not told where goes to /run/secrets, a config to the root. */
function targetOf(section: string, target: string): string {
  return containerPath(target.startsWith('/') || section === 'configs' ? target : `/run/secrets/${target}`);
}

function* deviceFacts(service: Mapping): Generator<Fact> {
  for (const item of itemsOf(service.get('devices'))) {
    const [source = '', target = source, rights = 'rwm'] = isMapping(item)
      ? ['source', 'target', 'permissions'].map(key => textOf(item.get(key)) || undefined)
      : textOf(item).split(':');
    yield [`devices.${containerPath(target)}`, { source, rights }];
  }
  const gpus = service.get('gpus');
  // Compose writes `all` as a count of -1.
  yield ['gpus', textOf(gpus) === 'all' ? asJson([new Map([['count', -1]])]) : asJson(gpus)];
  const reserved = valueAt(service, 'deploy', 'resources', 'reservations', 'devices');
  yield [
    'deploy.devices',
    itemsOf(reserved).map(item => (isMapping(item) ? texts(item.get('capabilities')) : '')),
  ];
}

function texts(tree: Tree | undefined): readonly string[] {
  return itemsOf(tree).map(textOf);
}

/** What runs beside the service's own program, with rights of its own. */
function* rightsFacts({ service, host }: Place): Generator<Fact> {
  for (const key of ['post_start', 'pre_stop'])
    yield [
      key,
      itemsOf(service.get(key)).map(hook =>
        isMapping(hook)
          ? { privileged: isTrue(hook.get('privileged')), user: textOf(hook.get('user')) }
          : asJson(hook),
      ),
    ];
  const build = service.get('build');
  if (build === undefined || build === null) return;
  const long = isMapping(build) ? build : new Map([['context', build]]);
  yield [
    'build',
    {
      context: host.realPath(textOf(long.get('context')) || '.'),
      privileged: isTrue(long.get('privileged')),
      network: textOf(long.get('network')),
      entitlements: texts(long.get('entitlements')),
    },
  ];
}

function asJson(tree: Tree | undefined): string {
  if (tree === undefined || tree === null) return '';
  return JSON.stringify(tree, (_key, value) => (value instanceof Map ? Object.fromEntries(value) : value));
}
