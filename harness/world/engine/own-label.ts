import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbandoned, ownName } from '../workspace/places.ts';

/**
 * A label for what this process makes on an engine: it tells the process, its pid namespace and the boot of its machine,
 * since an engine may be shared by several machines.
 */
export function newLabel(): string {
  return `${ownName()}${boot()}-${randomBytes(4).toString('hex')}`;
}

const dayMs = 86_400_000;

/**
 * Whether whoever made what carries a label is gone. Of another machine, or of this one before it was started again, nobody
 * can tell: then it is after a day.
 * @param ageMs how long ago it was made
 */
export function isLeftBehind(label: string, ageMs: number): boolean {
  const [, from] = /^\d+-\d+-\d+-([0-9a-f]{8})-[0-9a-f]{8}$/.exec(label) ?? [];
  // What reads otherwise was never made by this.
  if (from === undefined) return false;
  return from === boot() ? isAbandoned(label, ageMs) : ageMs > dayMs;
}

function boot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8);
}
