import process from 'node:process';
import { findProgram, systemPath } from '../find-program.ts';

/** What a private engine is made of, and the package of Debian that brings each. */
const needed = [
  ['dockerd', 'docker.io'],
  ['docker-init', 'docker.io'],
  ['docker', 'docker.io'],
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
  const places = needed.map(([name, debian]) => ({ name, debian, at: findProgram(name, path) }));
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

/** Why no private engine can be had on this machine; undefined where one can, as far as can be told without starting it. */
export function whyNoEngine(): string | undefined {
  if (process.platform !== 'linux') return `needs Linux; this is ${process.platform}`;
  if (process.geteuid?.() !== 0) return 'needs root: an engine of its own is started';
  const found = findEnginePrograms();
  if (found.kind === 'found') return undefined;
  return `needs ${found.programs.join(', ')}. On Debian: apt-get install ${found.packages.join(' ')}`;
}
