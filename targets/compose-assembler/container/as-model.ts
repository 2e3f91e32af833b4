import type { Mapping, Tree } from '../../../harness/compose/tree.ts';
import { union } from '../../../harness/world/identity/capability-set.ts';
import { namesIn } from './capability-names.ts';
import type { EngineHost } from './engine-host.ts';
import type { InsideMount, ServiceInside } from './service-inside.ts';

/** Namespace → the key of a service that shares it. The network has more to say. */
const keys: Readonly<Record<string, string>> = {
  pid: 'pid',
  ipc: 'ipc',
  uts: 'uts',
  user: 'userns_mode',
  cgroup: 'cgroup',
};

/**
 * What was seen inside of services as the model of which that would come, in the keys that posture reads: what a service
 * is and may do is judged by the same rules wherever it is known from. Hooks, builds and labels have no trace there.
 */
export function asModel(services: ReadonlyMap<string, ServiceInside>, host: EngineHost): Mapping {
  const all = [...services.values()];
  const networks = all.flatMap(({ told }) => Object.entries(told.networks));
  return new Map<string, Tree>([
    ['services', new Map(Array.from(services, ([name, inside]) => [name, asService(inside, host)]))],
    [
      'networks',
      new Map(
        networks.map(([name, { internal }]): [string, Tree] => [name, new Map([['internal', internal]])]),
      ),
    ],
  ]);
}

function asService(inside: ServiceInside, host: EngineHost): Mapping {
  const { told } = inside;
  const capabilities = namesIn(union(...Object.values(inside.capabilities)));
  const service = new Map<string, Tree>([
    ['privileged', told.privileged],
    ['cap_drop', ['ALL']],
    ['cap_add', host.most.every(name => capabilities.includes(name)) ? ['ALL'] : capabilities],
    ['security_opt', securityOptions(inside)],
    ['user', `${inside.uid}:${inside.gid}`],
    ['read_only', inside.readOnlyRoot && !inside.writable.includes('/')],
    ['volumes', inside.mounts.map(mount => asVolume(mount, inside))],
    ['devices', inside.devices],
    ['device_cgroup_rules', told.deviceRules],
    ['ports', told.ports.map(asPort)],
  ]);
  const put = (key: string, value: Tree | undefined): void => {
    if (value !== undefined && value !== '') service.set(key, value);
  };
  for (const name of inside.shared) if (!host.sharedByAll.includes(name)) put(keys[name] ?? '', 'host');
  put('network_mode', networkMode(inside));
  put('networks', Object.keys(told.networks));
  put('pids_limit', inside.pids);
  put('mem_limit', inside.memoryBytes);
  put('cgroup_parent', told.cgroupParent);
  put('runtime', told.runtime);
  service.delete('');
  return service;
}

function securityOptions(inside: ServiceInside): readonly string[] {
  return [
    ...(inside.noNewPrivileges ? ['no-new-privileges:true'] : []),
    ...(inside.seccomp ? [] : ['seccomp=unconfined']),
    ...(inside.systemPathsMasked ? [] : ['systempaths=unconfined']),
    ...(inside.confinement === 'unconfined' ? ['apparmor=unconfined'] : []),
  ];
}

function networkMode({ shared, told, interfaces }: ServiceInside): string | undefined {
  if (shared.includes('network')) return 'host';
  if (told.networkOf !== '') return `service:${told.networkOf}`;
  return Object.keys(told.networks).length === 0 && interfaces === 0 ? 'none' : undefined;
}

/** What could be written to is not read-only, whatever it was mounted as. */
function asVolume({ at, kind, from, readOnly, size }: InsideMount, { writable }: ServiceInside): Mapping {
  return new Map<string, Tree>([
    ['type', kind],
    ['source', from],
    ['target', at],
    ['read_only', readOnly && !writable.includes(at)],
    ...(size === undefined ? [] : ([['tmpfs', new Map([['size', size]])]] satisfies [string, Tree][])),
  ]);
}

function asPort(text: string): Mapping {
  const [, address = '', published = '', target = ''] = /^(.*):([^:]*):([^:]*)$/.exec(text) ?? [];
  return new Map<string, Tree>([
    ['host_ip', address === '*' ? '' : address],
    ['published', published],
    ['target', target],
  ]);
}
