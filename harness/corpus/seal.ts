import type { AnyTarget } from '../target.ts';
import { writeDurably } from './durable-write.ts';
import { type BrokenCase, readUnsealed } from './read-case.ts';
import { caseText, sealed } from './write-case.ts';

/** What sealing a case came to. */
export type Sealing =
  | { readonly kind: 'sealed'; readonly file: string; readonly digest: string; readonly changed: boolean }
  | BrokenCase;

/**
 * Accepts a case as it is now: gives it the digest of its scenario and the layout of all cases. Writes nothing when the
 * file is so already. A case that is broken otherwise is refused and left alone.
 */
export async function sealCase(file: string, targets: readonly AnyTarget[]): Promise<Sealing> {
  const read = await readUnsealed(file, { targets });
  if (read.kind === 'broken') return read;
  const whole = sealed(read.case);
  const text = caseText(whole);
  const changed = text !== read.text;
  if (changed) await writeDurably(file, text);
  return { kind: 'sealed', file, digest: whole.digest, changed };
}
