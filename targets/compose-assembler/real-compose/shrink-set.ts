import type { FileSet } from './file-set.ts';

/** The smallest set that a few steps lead to and that still fails: fewer overlays, fewer pieces, calmer mandatory files. */
export async function shrinkSet(set: FileSet, fails: (set: FileSet) => Promise<boolean>): Promise<FileSet> {
  for (const smaller of candidates(set)) if (await fails(smaller)) return shrinkSet(smaller, fails);
  return set;
}

function* candidates(set: FileSet): Generator<FileSet> {
  const { overlays } = set;
  for (const [at, overlay] of overlays.entries()) {
    yield { ...set, overlays: overlays.toSpliced(at, 1) };
    if (typeof overlay === 'string' || overlay.length < 2) continue;
    for (const piece of overlay.keys())
      yield { ...set, overlays: overlays.with(at, overlay.toSpliced(piece, 1)) };
  }
  if (set.shape !== 'one') yield { ...set, shape: set.shape === 'three' ? 'two' : 'one' };
  if (set.mode !== 'contained') yield { ...set, mode: 'contained' };
  if (set.hardening !== 'strict') yield { ...set, hardening: 'strict' };
}
