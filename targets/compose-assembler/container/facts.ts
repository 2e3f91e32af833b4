import type { Host } from '../posture/place.ts';
import { namesIn } from './capability-names.ts';
import type { InsideMount, ServiceInside } from './service-inside.ts';

/**
 * Path of a thing that the merge model, Compose and the kernel all know of a service → what one of them says of it, as
 * JSON. What is not there says nothing.
 */
export type Facts = ReadonlyMap<string, string>;

/** One thing said; undefined, false, empty and none are not said. */
export type Said = readonly [path: string, value: unknown];

/** Facts in one form, whoever says them. */
export function factsOf(said: Iterable<Said>): Facts {
  const told = [...said].filter(([, value]) => !isNothing(value));
  return new Map(told.map(([path, value]) => [path, JSON.stringify(value)]));
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === false || value === '' || value === 0;
}

/** A mount as it is told of by all. */
export function mountFact({ kind, from, readOnly, size }: Omit<InsideMount, 'at'>): unknown {
  return { kind, from, readOnly, ...(size !== undefined && { size }) };
}

/** The engine's own network, which files name by a mode. */
const engineBridge = 'bridge';

/** What was seen inside of a service. */
export function seenFacts(inside: ServiceInside, host: Host): Facts {
  const { told } = inside;
  return factsOf([
    ['uid', inside.uid],
    ['gid', inside.gid],
    ['groups', inside.groups],
    ['capabilities', namesIn(inside.capabilities.bounding)],
    ['capabilities it has', namesIn(inside.capabilities.effective)],
    ['no new privileges', inside.noNewPrivileges],
    ['seccomp off', !inside.seccomp],
    ['system paths open', !inside.systemPathsMasked],
    ['shared with the host', inside.shared.filter(name => name !== 'user').toSorted()],
    ['root read-only', inside.readOnlyRoot],
    ...inside.mounts.map((mount): Said => [`mounts.${mount.at}`, mountFact(withLinksFollowed(mount, host))]),
    ['sockets', inside.sockets.toSorted()],
    ['pids', inside.pids],
    ['memory', inside.memoryBytes],
    ['devices', told.privileged ? ['all'] : inside.devices],
    ['interfaces', inside.interfaces],
    ...Object.entries(told.networks)
      .filter(([name]) => name !== engineBridge)
      .map(([name, how]): Said => [`networks.${name}`, how]),
    ['ports', told.ports],
    ['device rules', told.deviceRules],
    ['cgroup parent', told.cgroupParent],
    ['runtime', told.runtime],
    ...Object.entries(inside.environment).map(([name, value]): Said => [`environment.${name}`, { value }]),
  ]);
}

function withLinksFollowed(mount: InsideMount, { realPath }: Host): InsideMount {
  return mount.kind === 'bind' ? { ...mount, from: realPath(mount.from) } : mount;
}
