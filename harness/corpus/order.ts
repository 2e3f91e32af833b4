import type { KeptCase } from './read-case.ts';

/** Order of the bytes of two texts in UTF-8: the same on every machine, whatever its language. */
export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Smaller first: by the length of the canonical scenario, then its bytes, then the file's name. */
export function bySize(one: KeptCase, other: KeptCase): number {
  return smaller(one.canonical, other.canonical) || byBytes(one.file, other.file);
}

/** Order of two canonical scenarios: the shorter first, then by bytes. 0 only for the same. */
export function smaller(one: string, other: string): number {
  return one.length - other.length || byBytes(one, other);
}
