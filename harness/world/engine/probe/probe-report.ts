import { z } from 'zod';
import { HarnessFault } from '../../../harness-fault.ts';
import type { CapabilityMask } from '../../../stage.ts';
import { type MountedFile, parseMounts } from './parse-mounts.ts';

/** Real, effective, saved and of the file system, as `/proc/PID/status` has them. */
export type FourIds = readonly [number, number, number, number];

/** What a path is inside, and whether it can be written to: tried, not computed. */
export interface ProbedPath {
  readonly path: string;
  readonly kind: 'link' | 'socket' | 'folder' | 'file' | 'device' | 'other' | 'absent';
  readonly writable: boolean;
}

/** What a process in a container is and may do, as the kernel says it. */
export interface ProbeReport {
  readonly uid: FourIds;
  readonly gid: FourIds;
  readonly groups: readonly number[];
  readonly capabilities: {
    readonly inheritable: CapabilityMask;
    readonly permitted: CapabilityMask;
    readonly effective: CapabilityMask;
    readonly bounding: CapabilityMask;
    readonly ambient: CapabilityMask;
  };
  readonly noNewPrivileges: boolean;
  /** 0 none, 1 strict, 2 a filter: see seccomp(2). */
  readonly seccomp: number;
  /** What `/proc/self/ns/NAME` leads to, such as `pid:[4026531836]`. Two that are equal are the same namespace. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly mounts: readonly MountedFile[];
  /** Names of network interfaces. */
  readonly interfaces: readonly string[];
  /** Paths of device files. */
  readonly devices: readonly string[];
  /** Most processes; undefined: no limit, or none that can be seen. */
  readonly pids: number | undefined;
  /** Most bytes of memory; undefined likewise. */
  readonly memoryBytes: number | undefined;
  /** What AppArmor or SELinux confines it by; empty where neither does. */
  readonly confinement: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: readonly ProbedPath[];
}

const mark = 'seatrial-probe:';
/** A limit of memory in version 1 of cgroups that is as good as none. */
const unlimitedBytes = 2 ** 60;

const schema = z.strictObject({ report: z.base64() });

/**
 * Reads what a probe wrote, among whatever else a container did.
 * @throws HarnessFault `bad-world` when there is no whole report
 */
export function readProbe(output: string): ProbeReport {
  const line = output.split('\n').find(text => text.startsWith(mark));
  if (line === undefined) throw new HarnessFault('the probe in a container said nothing', 'bad-world');
  try {
    const { report } = schema.parse(JSON.parse(line.slice(mark.length)));
    return fromSections(sectionsOf(Buffer.from(report, 'base64').toString('utf8')));
  } catch (cause) {
    throw new HarnessFault('the report of a probe in a container is no whole one', 'bad-world', { cause });
  }
}

/** In the probe's order: only the last may hold what separates them. */
const sectionNames = [
  'status',
  'mountinfo',
  'net/dev',
  'attr/current',
  'namespaces',
  'devices',
  'limits',
  'paths',
  'environ',
] as const;

type Sections = Readonly<Record<(typeof sectionNames)[number], string>>;

function sectionsOf(text: string): Sections {
  const heads = sectionNames.map(name => `\0\0${name}\0`);
  let from = 0;
  const begins = heads.map(head => {
    const at = text.indexOf(head, from);
    if (at < 0) throw new Error(`it lacks ${JSON.stringify(head)}`);
    from = at + head.length;
    return { at, from };
  });
  const contents = begins.map((begin, nth) => text.slice(begin.from, begins[nth + 1]?.at));
  return Object.fromEntries(sectionNames.map((name, nth) => [name, contents[nth]])) as Sections;
}

const namespaceNames = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'] as const;

function fromSections(sections: Sections): ProbeReport {
  const status = fieldsOf(sections.status, ':');
  const limits = fieldsOf(sections.limits, ' ');
  return {
    uid: fourIds(status.get('Uid')),
    gid: fourIds(status.get('Gid')),
    groups: numbers(status.get('Groups')),
    capabilities: {
      inheritable: mask(status.get('CapInh')),
      permitted: mask(status.get('CapPrm')),
      effective: mask(status.get('CapEff')),
      bounding: mask(status.get('CapBnd')),
      ambient: mask(status.get('CapAmb')),
    },
    noNewPrivileges: status.get('NoNewPrivs') === '1',
    seccomp: Number(status.get('Seccomp')),
    namespaces: namespacesOf(sections.namespaces),
    mounts: parseMounts(sections.mountinfo),
    interfaces: lines(sections['net/dev']).flatMap(line => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []),
    devices: lines(sections.devices),
    pids: limit(limits.get('pids/pids.max') ?? limits.get('pids.max')),
    memoryBytes: limit(limits.get('memory/memory.limit_in_bytes') ?? limits.get('memory.max')),
    confinement: sections['attr/current'].replace(/[\0\n]+$/, ''),
    environment: Object.fromEntries(
      parts(sections.environ, '\0').map(entry => {
        const at = entry.indexOf('=');
        return [entry.slice(0, at), entry.slice(at + 1)];
      }),
    ),
    paths: parts(sections.paths, '\0').map(pathOf),
  };
}

/** From lines such as `'/proc/1/ns/pid' -> 'pid:[4026531836]'`. */
function namespacesOf(text: string): ProbeReport['namespaces'] {
  const found = lines(text).flatMap(line => {
    const [, name, led] = /\/ns\/(\w+)' -> '(.*)'$/.exec(line) ?? [];
    return name !== undefined && led !== undefined && isOneOf(name, namespaceNames) ? [[name, led]] : [];
  });
  return Object.fromEntries(found);
}

function isOneOf(name: string, names: readonly string[]): boolean {
  return names.includes(name);
}

function pathOf(entry: string): ProbedPath {
  const [may = '', kind = '', ...path] = entry.split(' ');
  return { path: path.join(' '), kind: kind as ProbedPath['kind'], writable: may === 'yes' };
}

function fieldsOf(text: string, separator: string): ReadonlyMap<string, string> {
  return new Map(
    lines(text).map(line => {
      const at = line.indexOf(separator);
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
}

function fourIds(text: string | undefined): FourIds {
  const [real = -1, effective = -1, saved = -1, ofFiles = -1] = numbers(text);
  return [real, effective, saved, ofFiles];
}

function numbers(text = ''): readonly number[] {
  return text.split(/\s+/).filter(Boolean).map(Number);
}

function mask(text = ''): CapabilityMask {
  return text.padStart(16, '0');
}

function limit(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) || value >= unlimitedBytes ? undefined : value;
}

function lines(text = ''): readonly string[] {
  return parts(text, '\n');
}

function parts(text = '', separator: string): readonly string[] {
  return text.split(separator).filter(part => part !== '');
}
