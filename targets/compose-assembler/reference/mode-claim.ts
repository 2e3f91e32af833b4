import { isWithin, literal } from './overlay/volumes.ts';
import { isPlainList, isPlainMap, type Plain, type PlainMap } from './plain-yaml.ts';

/** What the banner says of a session. */
export type ModeClaim = 'contained' | 'host-socket' | 'open';

/** Keys that change what the others mean: with one of them nothing is claimed. */
const undecided = [
  ...[
    'privileged',
    'network_mode',
    'pid',
    'ipc',
    'uts',
    'userns_mode',
    'cgroup',
    'use_api_socket',
    'extends',
  ],
  ...['secrets', 'configs', 'volumes_from', 'devices', 'device_cgroup_rules', 'runtime', 'profiles'],
];

const sockets = ['/run/docker.sock', '/var/run/docker.sock', '/run/containerd/containerd.sock'];

interface ServiceFacts {
  readonly networks: Set<string>;
  readonly sources: string[];
}

/**
 * The mode that the mandatory files amount to, for the banner. Nothing is claimed of files that it can't read plainly:
 * a wrong banner is worse than none. Generated overlays can't change it, they may not touch what it depends on.
 */
export function claimMode(files: readonly PlainMap[]): ModeClaim | undefined {
  const facts = new Map<string, ServiceFacts>();
  const internal = new Map<string, boolean>();
  for (const file of files) {
    if (file.has('include') || file.has('secrets') || file.has('configs')) return undefined;
    for (const [name, network] of sectionOf(file, 'networks')) {
      if (isPlainMap(network) && (network.has('external') || network.has('driver'))) return undefined;
      if (isPlainMap(network) && network.has('internal'))
        internal.set(name, network.get('internal') === true);
    }
    for (const [, volume] of sectionOf(file, 'volumes'))
      if (isPlainMap(volume) && volume.size > 0) return undefined;
    for (const [name, service] of sectionOf(file, 'services')) {
      if (!isPlainMap(service)) continue;
      if (undecided.some(key => service.has(key)) || addsAll(service.get('cap_add'))) return undefined;
      const known = facts.get(name) ?? { networks: new Set(), sources: [] };
      facts.set(name, known);
      for (const network of keysOf(service.get('networks'))) known.networks.add(network);
      known.sources.push(...sourcesOf(service.get('volumes')));
    }
  }
  return conclude([...facts.values()], internal);
}

function conclude(
  services: readonly ServiceFacts[],
  internal: ReadonlyMap<string, boolean>,
): ModeClaim | undefined {
  const sources = services.flatMap(({ sources }) => sources).map(literal);
  if (sources.some(source => source === undefined || !/^[/\w]/.test(source))) return undefined;
  if (sources.some(source => source?.startsWith('/') && sockets.some(socket => isWithin(socket, source))))
    return 'host-socket';
  const isInside = (network: string) => internal.get(network) === true;
  const named = services.map(({ networks }) => (networks.size > 0 ? [...networks] : ['default']));
  const outgoing = named.filter(networks => !networks.every(isInside));
  const gateways = outgoing.every(networks => networks.some(isInside));
  return outgoing.length < named.length && gateways ? 'contained' : 'open';
}

function sectionOf(file: PlainMap, key: string): PlainMap {
  const section = file.get(key);
  return isPlainMap(section) ? section : new Map();
}

function keysOf(value: Plain | undefined): readonly string[] {
  if (isPlainMap(value)) return [...value.keys()];
  return isPlainList(value) ? value.filter(item => typeof item === 'string') : [];
}

function addsAll(value: Plain | undefined): boolean {
  return isPlainList(value) && value.some(item => /^(?:cap_)?all$/i.test(String(item)));
}

function sourcesOf(value: Plain | undefined): readonly string[] {
  if (!isPlainList(value)) return [];
  return value.flatMap(entry => {
    const source = isPlainMap(entry) ? entry.get('source') : String(entry).split(':')[0];
    return typeof source === 'string' ? [source] : [];
  });
}
