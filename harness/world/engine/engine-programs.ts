import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { findProgram, systemPath } from '../find-program.ts';
import { needsLibraries } from './needs-libraries.ts';

/** What a private engine is made of, and the package of Debian that brings each. */
const needed = [
  ['dockerd', 'docker.io'],
  ['docker-init', 'docker.io'],
  ['containerd', 'containerd'],
  ['runc', 'runc'],
  ['busybox', 'busybox-static'],
  ['unshare', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['mount', 'mount'],
] as const;

export type EngineProgram = (typeof needed)[number][0];

/** Absolute paths of what a private engine is made of. */
export type EnginePrograms = Readonly<Record<EngineProgram, string>>;

/** What is there, or what is missing. */
export type FoundPrograms =
  | { readonly kind: 'found'; readonly programs: EnginePrograms }
  | { readonly kind: 'missing'; readonly programs: readonly string[]; readonly packages: readonly string[] };

/** Looks for them where the system has its programs: a `docker` elsewhere in PATH may be anything. */
export function findEnginePrograms(path = systemPath): FoundPrograms {
  const places = needed.map(([name, debian]) => ({ name, debian, at: findUsable(name, path) }));
  const missing = places.filter(({ at }) => at === undefined);
  if (missing.length > 0)
    return {
      kind: 'missing',
      programs: missing.map(({ name }) => name),
      packages: [...new Set(missing.map(({ debian }) => debian))],
    };
  const programs = Object.fromEntries(places.map(({ name, at }) => [name, at]));
  return { kind: 'found', programs: programs as EnginePrograms };
}

/**
 * The busybox that the probe's image is made of.
 * @throws HarnessFault `engine` when there is none that runs without libraries
 */
export function findBusybox(): string {
  const found = findUsable('busybox', systemPath);
  if (found !== undefined) return found;
  throw new HarnessFault(
    'the image of the probe needs a static busybox. On Debian: apt-get install busybox-static',
    'engine',
  );
}

/** In an image of its own a busybox that needs libraries is none. */
function findUsable(name: string, path: string): string | undefined {
  const found = findProgram(name, path);
  return name === 'busybox' && found !== undefined && needsLibraries(found) ? undefined : found;
}

/** Why no private engine can be had on this machine; undefined where one can, as far as can be told without starting it. */
export function whyNoEngine(): string | undefined {
  if (process.platform !== 'linux') return `needs Linux; this is ${process.platform}`;
  if (process.geteuid?.() !== 0) return 'needs root: an engine of its own is started';
  const right = lackingRight();
  if (right !== undefined) return `needs ${right}: an engine of its own is started`;
  const found = findEnginePrograms();
  if (found.kind === 'found') return undefined;
  return `needs ${found.programs.join(', ')}. On Debian: apt-get install ${found.packages.join(' ')}`;
}

const capabilities = { NET_ADMIN: 12n, SYS_ADMIN: 21n } as const;

/** What root has on a machine and may not have in a container or a user namespace. */
function lackingRight(): string | undefined {
  const [, digits = '0'] = /^CapEff:\s*([0-9a-f]+)/m.exec(text('/proc/self/status')) ?? [];
  const held = BigInt(`0x${digits}`);
  const lost = Object.entries(capabilities).filter(([, bit]) => (held & (1n << bit)) === 0n);
  if (lost.length > 0) return lost.map(([name]) => `CAP_${name}`).join(' and ');
  if (text('/proc/self/uid_map').trim().split(/\s+/).at(-1) !== '4294967295')
    return 'the root of the machine, not of a user namespace';
  return canMakeGroups() ? undefined : 'control groups that can be written to';
}

/** At the root of the one hierarchy, or of one of many. */
function canMakeGroups(): boolean {
  const root = '/sys/fs/cgroup';
  if (isWritable(root) && text(join(root, 'cgroup.controllers')) !== '') return true;
  return namesIn(root).some(
    name => text(join(root, name, 'cgroup.procs')) !== '' && isWritable(join(root, name)),
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
