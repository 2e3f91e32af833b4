import type { Volume, VolumeNode } from '../../recording.ts';
import { walk } from './fingerprint.ts';

function difference(
  path: string,
  one: VolumeNode | undefined,
  other: VolumeNode | undefined,
): string | undefined {
  if (one === undefined) return `"${path}" is there and should not be`;
  if (other === undefined) return `"${path}" is not there and should be`;
  if (one.kind !== other.kind) return `"${path}" is a ${other.kind} and should be a ${one.kind}`;
  if (one.kind === 'file' && other.kind === 'file' && Buffer.compare(one.bytes, other.bytes) !== 0)
    return `"${path}" holds other bytes`;
  if (one.kind === 'link' && other.kind === 'link' && one.to !== other.to) return `"${path}" leads elsewhere`;
  if (one.mode !== other.mode)
    return `"${path}" has mode ${other.mode.toString(8)} and should have ${one.mode.toString(8)}`;
  return undefined;
}

/**
 * How a world differs from what a recording makes of it, in a sentence; undefined: not at all. Times and owners are not
 * compared. A recording that missed something, a mapping in memory for one, shows here.
 */
export function worldDifference(recorded: Volume, found: Volume): string | undefined {
  const wanted = new Map([...walk(recorded)].map(([path, node]) => [path, node]));
  const there = new Map([...walk(found)].map(([path, node]) => [path, node]));
  for (const path of new Set([...wanted.keys(), ...there.keys()])) {
    const why = difference(path, wanted.get(path), there.get(path));
    if (why !== undefined) return why;
  }
  return undefined;
}
