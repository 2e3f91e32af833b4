import type { Row } from '../../harness/target.ts';
import { namesIn } from './container/capability-names.ts';
import type { InsideMount, ServiceInside } from './container/service-inside.ts';
import type { InsideAccount } from './observation.ts';
import { effectText } from './oracle.ts';

/** What came of starting the files that were handed over, on one line. */
export function insideRow(inside: InsideAccount): Row {
  if (inside.kind === 'not-run') return ['inside', `not started: ${inside.reason}`];
  if (inside.kind === 'refused')
    return [
      'inside',
      `${inside.by === 'engine' ? 'the engine' : inside.by} starts nothing: ${inside.reason}`,
    ];
  const refused = Object.entries(inside.refused).map(
    ([service, reason]) => `${service} not started: ${reason}`,
  );
  return ['inside', [effectText(inside.effect), ...refused].join(' · ')];
}

/** The same, and what every service is. */
export function insideRows(inside: InsideAccount): readonly Row[] {
  const services = inside.kind === 'seen' ? Object.entries(inside.services) : [];
  return [
    insideRow(inside),
    ...services.map(([service, seen]): Row => [`inside ${service}`, serviceText(seen)]),
  ];
}

function serviceText(seen: ServiceInside): string {
  const { told } = seen;
  const networks = Object.entries(told.networks).map(
    ([name, { internal }]) => `${name}${internal ? ' (leads nowhere)' : ''}`,
  );
  const parts = [
    `uid ${seen.uid}, gid ${[seen.gid, ...seen.groups].join(' ')}`,
    told.privileged ? 'privileged' : capabilitiesText(seen),
    seen.noNewPrivileges ? 'no-new-privileges' : 'may gain privileges',
    ...(seen.seccomp ? [] : ['no seccomp']),
    ...(seen.systemPathsMasked ? [] : ['system paths open']),
    ...(seen.shared.length > 0 ? [`shares ${seen.shared.join(', ')} with the host`] : []),
    seen.readOnlyRoot ? '/ read-only' : '/ writable',
    ...seen.mounts.map(mountText),
    ...(seen.sockets.length > 0 ? [`engine's socket at ${seen.sockets.join(', ')}`] : []),
    `processes ${seen.pids ?? 'without limit'}`,
    `memory ${seen.memoryBytes === undefined ? 'without limit' : bytesText(seen.memoryBytes)}`,
    ...(seen.devices.length > 0 ? [`devices ${seen.devices.join(' ')}`] : []),
    `networks ${networks.join(', ') || told.networkOf || 'none of its own'}`,
  ];
  return parts.join(' · ');
}

function capabilitiesText({ capabilities }: ServiceInside): string {
  const names = namesIn(capabilities.bounding);
  return names.length === 0 ? 'no capability' : `may have ${names.map(name => `CAP_${name}`).join(' ')}`;
}

function mountText({ at, kind, from, readOnly, size }: InsideMount): string {
  const what =
    kind === 'tmpfs' ? `tmpfs of ${size === undefined ? 'any size' : bytesText(size)}` : from || kind;
  return `${at} ← ${what}${readOnly ? ' read-only' : ''}`;
}

function bytesText(bytes: number): string {
  return `${bytes / 2 ** 20} MiB`;
}
