import { volumeOf } from '../../../../harness/compose/by-target.ts';
import { asMapping } from '../../../../harness/compose/keyed.ts';
import {
  isMapping,
  itemsOf,
  type Mapping,
  mappingAt,
  type Tree,
  textOf,
  valueAt,
} from '../../../../harness/compose/tree.ts';
import { bytesOf } from '../../posture/limits.ts';

/** What a whole model says that can't be so: looked for once every file is merged. Services behind a profile are not looked at. */
export function contradiction(model: Mapping): string | undefined {
  for (const [name, service] of mappingAt(model, 'services')) {
    if (!isMapping(service) || itemsOf(service.get('profiles')).length > 0) continue;
    const found = inService(service, model);
    if (found !== undefined) return `services.${name} ${found}`;
  }
  return undefined;
}

function inService(service: Mapping, model: Mapping): string | undefined {
  if (textOf(service.get('image')) === '' && !has(service.get('build')))
    return 'has neither an image nor a build';
  if (textOf(service.get('network_mode')) !== '' && networksIn(service).length > 0)
    return 'has a network_mode and networks';
  return unequalLimits(service) ?? undefinedName(service, model);
}

function has(tree: Tree | undefined): boolean {
  return isMapping(tree) ? tree.size > 0 : textOf(tree) !== '';
}

function networksIn(service: Mapping): readonly string[] {
  return [...asMapping(service.get('networks') ?? null).keys()];
}

/** A limit that is said twice must be the same both times, and one that is said must be said below `deploy` too, if that has any. */
function unequalLimits(service: Mapping): string | undefined {
  const deployed = valueAt(service, 'deploy', 'resources', 'limits');
  if (!isMapping(deployed)) return undefined;
  for (const [own, other, read] of [
    ['mem_limit', 'memory', (tree: Tree | undefined) => bytesOf(textOf(tree))],
    ['pids_limit', 'pids', (tree: Tree | undefined) => Number(textOf(tree))],
  ] as const) {
    const said = read(service.get(own));
    if (said !== 0 && Number.isFinite(said) && said !== read(deployed.get(other)))
      return `has two values of ${own}`;
  }
  return undefined;
}

function undefinedName(service: Mapping, model: Mapping): string | undefined {
  const named = [
    ...networksIn(service)
      .filter(name => name !== 'default')
      .map(name => ['networks', name] as const),
    ...itemsOf(service.get('volumes'))
      .map(volumeOf)
      .filter(({ type, source }) => type === 'volume' && source !== '')
      .map(({ source }) => ['volumes', source] as const),
    ...(['secrets', 'configs'] as const).flatMap(section =>
      itemsOf(service.get(section)).map(
        item => [section, isMapping(item) ? textOf(item.get('source')) : textOf(item)] as const,
      ),
    ),
  ];
  const missing = named.find(([section, name]) => !mappingAt(model, section).has(name));
  if (missing !== undefined) return `names ${missing[0]}.${missing[1]}, which is not there`;
  const others = [
    ...itemsOf(service.get('volumes_from'))
      .map(textOf)
      .filter(name => !name.startsWith('container:')),
    ...['network_mode', 'pid', 'ipc'].map(key => /^service:(.*)/.exec(textOf(service.get(key)))?.[1] ?? ''),
  ].map(name => name.split(':')[0] ?? '');
  const stranger = others.find(name => name !== '' && !mappingAt(model, 'services').has(name));
  return stranger === undefined ? undefined : `names services.${stranger}, which is not there`;
}
