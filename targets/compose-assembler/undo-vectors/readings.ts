import type { ServiceInside } from '../container/service-inside.ts';

/** What the kernel says inside of a service, a line for each thing, as `/proc` and the probe's own tries have it. */
export type Readings = ReadonlyMap<string, string>;

/** Behind what is known from the engine alone. */
const told = ' (as the engine was told)';

const namespaces = ['network', 'pid', 'ipc', 'uts', 'user', 'cgroup'];

/** Reads a service as the kernel has it. */
export function readingsOf(inside: ServiceInside): Readings {
  const { capabilities, noNewPrivileges, seccomp, shared, writable, sockets, devices } = inside;
  return new Map([
    ['uid', String(inside.uid)],
    ['CapEff', capabilities.effective],
    ['CapBnd', capabilities.bounding],
    ['NoNewPrivs', noNewPrivileges ? '1' : '0'],
    ['Seccomp', seccomp ? '2' : '0'],
    ['/proc/sys', inside.systemPathsMasked ? 'ro' : 'rw'],
    ...namespaces.map((name): [string, string] => [
      `${name} namespace`,
      shared.includes(name) ? "the host's" : 'its own',
    ]),
    ['/', inside.readOnlyRoot ? 'ro' : 'rw'],
    ...inside.mounts.map(({ at, kind, from, readOnly, size }): [string, string] => {
      const what = kind === 'tmpfs' ? `tmpfs ${size ?? 'without limit'}` : from || 'volume';
      return [at, `${what} ${readOnly ? 'ro' : 'rw'}`];
    }),
    ...sockets.map((path): [string, string] => [path, "the engine's socket"]),
    ['could write to', writable.toSorted().join(' ') || 'nothing'],
    ['processes', String(inside.pids ?? 'without limit')],
    ['memory', String(inside.memoryBytes ?? 'without limit')],
    ['device files', shownDevices(devices)],
    ['network interfaces', inside.interfaces === undefined ? "the host's" : String(inside.interfaces)],
    ...toldReadings(inside),
  ]);
}

function toldReadings({
  told: { networks, ports, deviceRules, cgroupParent },
}: ServiceInside): [string, string][] {
  return [
    ...Object.entries(networks).map(([name, { internal }]): [string, string] => [
      `network ${name}`,
      internal ? 'leads nowhere' : `leads out${told}`,
    ]),
    ['ports', listed(ports)],
    ['device rules', listed(deviceRules)],
    ['control group below', cgroupParent === '' ? 'its own' : `${cgroupParent}${told}`],
  ];
}

function listed(said: readonly string[]): string {
  return said.length === 0 ? 'none' : `${said.join(' ')}${told}`;
}

const mostNamed = 3;

function shownDevices(devices: readonly string[]): string {
  if (devices.length === 0) return 'none';
  const rest = devices.length > mostNamed ? ` and ${devices.length - mostNamed} more` : '';
  return `${devices.slice(0, mostNamed).join(' ')}${rest}`;
}

/** What is read otherwise with a vector than without it, `NAME: BEFORE → AFTER`. */
export function changed(without: Readings, readings: Readings): readonly string[] {
  const names = [...new Set([...without.keys(), ...readings.keys()])];
  return names
    .filter(name => without.get(name) !== readings.get(name))
    .map(name => `${name}: ${without.get(name) ?? 'not there'} → ${readings.get(name) ?? 'not there'}`);
}
