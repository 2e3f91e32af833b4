import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { type Mount, readMounts } from '../workspace/mounts.ts';
import { isWorldsFolder, worldsFolder } from '../workspace/places.ts';

/** What of the machine a cell shows: everything read-only, but for these. */
export interface View {
  /** Stay writable, at the same paths, with what is mounted below them. */
  readonly writable: readonly string[];
  /** Shown empty: where the worlds of harness processes lie. */
  readonly hidden: readonly string[];
  /** What was mounted below the writable folders when the view was taken. */
  readonly mounts: readonly Mount[];
}

/** Bytes that programs may write to /dev/shm together; it is memory. */
export const sharedMemoryBytes = 268_435_456;

/** The devices that a cell has; others reach the machine's disks and terminals. */
export const deviceNames = ['null', 'zero', 'full', 'random', 'urandom', 'tty'] as const;
export const deviceLinks = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
] as const;

/** Takes the view for a program that may write to these folders. */
export function viewFor(writable: readonly string[]): View {
  const mounts = readMounts().filter(({ path }) => writable.some(folder => path.startsWith(`${folder}/`)));
  return { writable, hidden: worldsOfAll(), mounts };
}

/** Nobody but root gets into other users' worlds, whose names can't be read. */
function worldsOfAll(): readonly string[] {
  const own = worldsFolder();
  if (process.geteuid?.() !== 0) return [own];
  const beside = readdirSync(dirname(own)).filter(isWorldsFolder);
  return beside.map(name => join(dirname(own), name));
}

/** Whether a cell with one view does for a program that is to have the other. */
export function sameView(one: View, other: View): boolean {
  return JSON.stringify([one.writable, one.mounts]) === JSON.stringify([other.writable, other.mounts]);
}
