import { containerPath } from '../../../harness/compose/by-target.ts';
import {
  isMapping,
  isTrue,
  itemsOf,
  type Mapping,
  type Tree,
  textOf,
  valueAt,
} from '../../../harness/compose/tree.ts';
import type { Place } from '../posture/place.ts';
import type { Fact } from './comparable.ts';

/** The devices of a service, those it names and those it asks for. */
export function* deviceFacts(service: Mapping): Generator<Fact> {
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
export function* rightsFacts({ service, host }: Place): Generator<Fact> {
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
