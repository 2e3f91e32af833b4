import type { CapabilityMask } from '../../../harness/stage.ts';
import type { ProbeReport } from '../../../harness/world/engine/probe/probe-report.ts';
import type { EngineHost } from './engine-host.ts';
import { isReadOnly, mountsInside } from './mounts-inside.ts';
import { type Project, serviceOf, type Told } from './project.ts';

/** Something mounted in a container that is not there in every one. */
export interface InsideMount {
  readonly at: string;
  readonly kind: 'bind' | 'volume' | 'tmpfs';
  /** Absolute path on the host; a volume's name in the Compose files, empty for one without; nothing for tmpfs. */
  readonly from: string;
  /** As the kernel has it mounted. */
  readonly readOnly: boolean;
  /** Bytes of a tmpfs that has a limit. */
  readonly size: number | undefined;
}

/** What a service of a session is and may do, as the kernel says it inside; ids and names that change are left out. */
export interface ServiceInside {
  readonly uid: number;
  readonly gid: number;
  /** Ascending, without the one that is its own. */
  readonly groups: readonly number[];
  readonly capabilities: Readonly<Record<keyof ProbeReport['capabilities'], CapabilityMask>>;
  readonly noNewPrivileges: boolean;
  /** Whether system calls are filtered. */
  readonly seccomp: boolean;
  /** Whether `/proc/sys` and the like can't be written to. */
  readonly systemPathsMasked: boolean;
  /** What AppArmor or SELinux confines it by; empty where neither does. */
  readonly confinement: string;
  /** Namespaces that are the engine's own. */
  readonly shared: readonly string[];
  readonly readOnlyRoot: boolean;
  readonly mounts: readonly InsideMount[];
  /** Of the paths that were tried, those that could be written to, and those where a socket is. */
  readonly writable: readonly string[];
  readonly sockets: readonly string[];
  readonly pids: number | undefined;
  readonly memoryBytes: number | undefined;
  /** Device files beside those that every container has. */
  readonly devices: readonly string[];
  /** Network interfaces beside the loopback; undefined where they are the host's. */
  readonly interfaces: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** What the engine was told, where the kernel can't be asked. */
  readonly told: ToldInside;
}

/** What an engine says of a container. */
export interface ToldInside {
  readonly privileged: boolean;
  /** Networks by their names in the Compose files, with whether they lead nowhere. */
  readonly networks: Readonly<Record<string, { readonly internal: boolean }>>;
  /** The service whose network it has; empty: its own. */
  readonly networkOf: string;
  /** `ADDRESS:PUBLISHED:TARGET/PROTOCOL`, `*` for every address and `any` for some port. */
  readonly ports: readonly string[];
  readonly deviceRules: readonly string[];
  readonly cgroupParent: string;
  readonly runtime: string;
}

const kernelNames: Readonly<Record<string, string>> = {
  net: 'network',
  pid: 'pid',
  ipc: 'ipc',
  uts: 'uts',
  user: 'user',
  cgroup: 'cgroup',
};

const usualDevices = /^\/dev\/(?:pts\/.*|null|zero|full|random|urandom|tty|console|ptmx)$/;
const usualVariables = ['PATH', 'HOSTNAME', 'HOME', 'TERM'];
const maskedPath = '/proc/sys';

/** What a service came to, in the scenario's paths. */
export function serviceInside(
  report: ProbeReport,
  told: Told,
  project: Project,
  host: EngineHost,
  world: string,
): ServiceInside {
  const plain = (text: string): string => text.replaceAll(world, '');
  const [, uid] = report.uid;
  const [, gid] = report.gid;
  const shared = Object.entries(kernelNames).flatMap(([kernel, name]) =>
    report.namespaces[kernel] === host.namespaces[kernel] ? [name] : [],
  );
  const tried = report.paths.map(({ path, ...found }) => ({ path: plain(path), ...found }));
  return {
    uid,
    gid,
    groups: ascending(report.groups.filter(group => group !== gid)),
    capabilities: report.capabilities,
    noNewPrivileges: report.noNewPrivileges,
    seccomp: report.seccomp !== 0,
    systemPathsMasked: report.mounts.some(mount => mount.at === maskedPath && isReadOnly(mount)),
    confinement: report.confinement,
    shared,
    readOnlyRoot: report.mounts.some(mount => mount.at === '/' && isReadOnly(mount)),
    mounts: mountsInside(report.mounts, told, project, plain),
    writable: tried.filter(({ writable }) => writable).map(({ path }) => path),
    sockets: tried.filter(({ kind }) => kind === 'socket').map(({ path }) => path),
    pids: report.pids,
    memoryBytes: report.memoryBytes,
    devices: report.devices.filter(path => !usualDevices.test(path)).toSorted(),
    interfaces: shared.includes('network')
      ? undefined
      : report.interfaces.filter(name => name.startsWith('eth')).length,
    environment: Object.fromEntries(
      Object.entries(report.environment)
        .filter(([name]) => !usualVariables.includes(name))
        .map(([name, value]) => [name, plain(value)]),
    ),
    told: toldInside(told, project),
  };
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function toldInside({ HostConfig, NetworkSettings }: Told, { networks, containers }: Project): ToldInside {
  const { NetworkMode, PortBindings, DeviceCgroupRules, CgroupParent, Runtime, Privileged } = HostConfig;
  const joined = containers.find(({ Id }) => NetworkMode === `container:${Id}`);
  const on = Object.keys(NetworkSettings.Networks).filter(name => !['host', 'none'].includes(name));
  return {
    privileged: Privileged,
    networks: Object.fromEntries(
      on.map(onEngine => {
        const known = networks.find(network => network.onEngine === onEngine);
        return [known?.name ?? onEngine, { internal: known?.internal ?? false }];
      }),
    ),
    networkOf: joined === undefined ? '' : serviceOf(joined),
    ports: Object.entries(PortBindings ?? {})
      .flatMap(([target, bound]) =>
        (bound ?? []).map(({ HostIp, HostPort }) => `${HostIp || '*'}:${HostPort || 'any'}:${target}`),
      )
      .toSorted(),
    deviceRules: DeviceCgroupRules ?? [],
    cgroupParent: CgroupParent,
    runtime: Runtime === 'runc' ? '' : Runtime,
  };
}
