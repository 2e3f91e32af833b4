import { containerPath, volumeOf } from '../../../harness/compose/by-target.ts';
import { asMapping } from '../../../harness/compose/keyed.ts';
import { isMapping, isTrue, itemsOf, type Mapping, textOf, valueAt } from '../../../harness/compose/tree.ts';
import { capabilitiesOf } from '../posture/capabilities.ts';
import { bytesOf, limitsOf, tmpfsSize } from '../posture/limits.ts';
import { type Mount, mountsOf } from '../posture/mounts.ts';
import { sharedWithHost } from '../posture/namespaces.ts';
import { isInternal, networksOf } from '../posture/network.ts';
import { type Place, placeOf } from '../posture/place.ts';
import { securityOptionsOf } from '../posture/security-options.ts';
import { portFacts } from '../real-compose/port-facts.ts';
import type { EngineHost } from './engine-host.ts';
import { type Facts, factsOf, mountFact, type Said } from './facts.ts';

/** Who is known by name in the probe's image, and the number of both, the user and the group. */
const knownIds: Readonly<Record<string, number>> = { root: 0, user: 1000 };
const socket = '/run/docker.sock';
const pageBytes = 4096;
const usualVariables = ['PATH', 'HOSTNAME', 'HOME', 'TERM'];

/** What a model lets expect inside of one of its services, on an engine like this one. */
export function expectedFacts(place: Place, host: EngineHost): Facts {
  return factsOf(expected(place, host));
}

function* expected(place: Place, host: EngineHost): Generator<Said> {
  const { service } = place;
  const privileged = isTrue(service.get('privileged'));
  const { uid, gid } = idsOf(textOf(service.get('user')));
  yield ['uid', uid];
  yield ['gid', gid];
  yield ['groups', groupsOf(service).filter(group => group !== gid)];
  const may = [...capabilitiesOf(service)].filter(name => host.most.includes(name)).toSorted();
  yield ['capabilities', may];
  yield ['capabilities it has', uid === 0 ? may : []];
  const options = securityOptionsOf(service);
  yield ['no new privileges', options.noNewPrivileges];
  yield ['seccomp off', privileged || options.seccomp === 'unconfined'];
  yield ['system paths open', privileged || options.systemPaths === 'unconfined'];
  yield ['shared with the host', [...sharedBy(place, host)].toSorted()];
  yield ['root read-only', isTrue(service.get('read_only'))];
  const mounts = mountsAt(place);
  for (const [at, mount] of mounts) yield [`mounts.${at}`, mountFact(mount)];
  const alone = boundAlone(place);
  yield [
    'sockets',
    [...mounts].flatMap(([at, mount]) => (alone.has(at) ? [] : socketBelow(at, mount))).toSorted(),
  ];
  const { pids, memory } = limitsOf(service);
  yield ['pids', Number.isFinite(pids) ? pids : undefined];
  yield ['memory', Number.isFinite(memory) ? memory - (memory % pageBytes) : undefined];
  yield ['devices', privileged ? ['all'] : devicesOf(service)];
  yield* networkFacts(place);
  yield ['device rules', itemsOf(service.get('device_cgroup_rules')).map(textOf)];
  yield ['cgroup parent', textOf(service.get('cgroup_parent'))];
  yield ['runtime', textOf(service.get('runtime')).replace(/^runc$/, '')];
  for (const [name, value] of asMapping(service.get('environment') ?? null))
    if (value !== null && !usualVariables.includes(name))
      yield [`environment.${name}`, { value: textOf(value) }];
}

/** Who `USER[:GROUP]` is in the probe's image. Who is named by number has the group that the image gives that number, or root's. */
export function idsOf(text: string): { readonly uid: number; readonly gid: number } {
  const [user = '', group] = text.split(':');
  const uid = idOf(user);
  const own = Object.values(knownIds).includes(uid) ? uid : 0;
  return { uid, gid: group === undefined ? own : idOf(group) };
}

function idOf(name: string): number {
  return name === '' ? 0 : (knownIds[name] ?? Number(name));
}

function groupsOf(service: Mapping): readonly number[] {
  const groups = itemsOf(service.get('group_add')).map(item => idOf(textOf(item)));
  return [...new Set(groups)].toSorted((a, b) => a - b);
}

const deepest = 8;

/** The service that one has a namespace of. */
function lenderOf({ service, model, host }: Place, key: string): Place | undefined {
  const [, lender] = /^service:(.*)$/.exec(textOf(service.get(key))) ?? [];
  return lender === undefined ? undefined : placeOf(lender, model, host);
}

function sharedBy(place: Place, host: EngineHost, depth = 0): ReadonlySet<string> {
  const shared = new Set(sharedWithHost(place).filter(name => name !== 'user'));
  const cgroup = textOf(place.service.get('cgroup'));
  if (cgroup === '' && (host.sharedByAll.includes('cgroup') || isTrue(place.service.get('privileged'))))
    shared.add('cgroup');
  for (const [key, name] of [
    ['network_mode', 'network'],
    ['pid', 'pid'],
    ['ipc', 'ipc'],
  ] as const) {
    const lender = depth < deepest ? lenderOf(place, key) : undefined;
    if (lender !== undefined && sharedBy(lender, host, depth + 1).has(name)) shared.add(name);
  }
  return shared;
}

type Expected = Parameters<typeof mountFact>[0];

function mountsAt(place: Place, depth = 0): ReadonlyMap<string, Expected> {
  const all = new Map<string, Expected>();
  for (const item of itemsOf(place.service.get('volumes_from')).map(textOf)) {
    const [name = '', mode] = item.split(':');
    if (depth === deepest) continue;
    for (const [at, mount] of mountsAt(placeOf(name, place.model, place.host), depth + 1))
      if (mount.kind !== 'tmpfs') all.set(at, { ...mount, readOnly: mount.readOnly || mode === 'ro' });
  }
  for (const mount of mountsOf(place)) all.set(mount.target, expectedMount(mount));
  for (const item of itemsOf(place.service.get('tmpfs'))) {
    const [path = '', options = ''] = textOf(item).split(':');
    const readOnly = options.split(',').includes('ro');
    all.set(containerPath(path), { kind: 'tmpfs', from: '', readOnly, size: finite(tmpfsSize(options)) });
  }
  for (const volume of itemsOf(place.service.get('volumes')).map(volumeOf))
    if (volume.type === 'tmpfs') {
      const size = finite(bytesOf(volume.tmpfsSize));
      all.set(volume.target, { kind: 'tmpfs', from: '', readOnly: volume.readOnly, size });
    }
  return all;
}

function expectedMount({ source, fromHost, readOnly }: Mount): Expected {
  return { kind: fromHost ? 'bind' : 'volume', from: source, readOnly, size: undefined };
}

/** A file system in memory has whole pages. */
function finite(size: number): number | undefined {
  return Number.isFinite(size) ? Math.ceil(size / pageBytes) * pageBytes : undefined;
}

function socketBelow(at: string, { kind, from }: Expected): readonly string[] {
  const below = from === '/' ? socket : socket.startsWith(`${from}/`) ? socket.slice(from.length) : '';
  if (kind !== 'bind' || (below === '' && from !== socket)) return [];
  return [at + below];
}

/**
 * Places of volumes that stand for a folder with other file systems below it: a volume takes the folder's own alone, and
 * the socket is in /run, which is one of its own.
 */
function boundAlone({ service, model, host }: Place): ReadonlySet<string> {
  const volumes = itemsOf(service.get('volumes')).map(volumeOf);
  return new Set(
    volumes.flatMap(({ type, source, target }) => {
      const device = textOf(valueAt(model, 'volumes', source, 'driver_opts', 'device'));
      return type === 'volume' && device !== '' && host.realPath(device) === '/' ? [target] : [];
    }),
  );
}

function devicesOf(service: Mapping): readonly string[] {
  return itemsOf(service.get('devices'))
    .map(item => {
      const [source = '', target = source] = isMapping(item)
        ? ['source', 'target'].map(key => textOf(item.get(key)) || undefined)
        : textOf(item).split(':');
      return containerPath(target);
    })
    .toSorted();
}

function* networkFacts(place: Place, depth = 0): Generator<Said> {
  const mode = textOf(place.service.get('network_mode'));
  const lender = lenderOf(place, 'network_mode');
  if (lender !== undefined && depth < deepest) {
    for (const said of networkFacts(lender, depth + 1)) if (said[0] === 'interfaces') yield said;
    return;
  }
  if (mode !== '') return;
  const networks = networksOf(place);
  yield ['interfaces', networks.length];
  for (const name of networks) yield [`networks.${name}`, { internal: isInternal(name, place) }];
  yield ['ports', [...portFacts(place.service)].map(([path]) => path.replace(/^ports\./, '')).toSorted()];
}
