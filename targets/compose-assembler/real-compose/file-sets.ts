import fc, { type Arbitrary } from 'fast-check';
import { composePieces, overlayPieces, renderCompose } from '../../../harness/arbitraries/compose-file.ts';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import { servicesOf } from '../mandatory-texts.ts';
import { cut } from '../places.ts';
import { type FileSet, type Overlay, textsOf } from './file-set.ts';
import { documentedDifference } from './known-differences.ts';
import { vectors } from './vectors.ts';

const pieces = composePieces(servicesOf('three'));
const drawn = overlayPieces(pieces, composePieces(servicesOf('one')));

const overlay: Arbitrary<Overlay> = fc.oneof(
  { weight: 6, arbitrary: drawn.undoing },
  { weight: 4, arbitrary: drawn.mixed },
  { weight: 3, arbitrary: drawn.calm },
  { weight: 6, arbitrary: fc.constantFrom(...vectors()) },
  { weight: 1, arbitrary: fc.constantFrom(...pieces.tricks) },
  { weight: 1, arbitrary: cutShort() },
);

/** What a generator leaves that ends in the middle of a line or between two. */
function cutShort(): Arbitrary<string> {
  return fc
    .tuple(drawn.mixed, fc.integer({ min: 5, max: 99 }))
    .map(([some, percent]) => cut(renderCompose(some, '/home/dev/app'), percent));
}

/** File sets as a session would have them: base, mode, hardening, and up to three overlays of every kind. */
const fileSets: Arbitrary<FileSet> = fc.record({
  // Of a service that the base file does not have, most overlays say too little for Compose to take it.
  shape: weighted([1, 'one'], [2, 'two'], [5, 'three']),
  mode: weighted([2, 'contained'], [1, 'host-socket']),
  hardening: weighted([1, 'strict'], [1, 'lean']),
  // Each overlay more is one more reason for Compose to refuse them all.
  overlays: fc.oneof(
    { weight: 5, arbitrary: fc.array(overlay, { minLength: 1, maxLength: 1 }) },
    { weight: 4, arbitrary: fc.array(overlay, { minLength: 2, maxLength: 2 }) },
    { weight: 2, arbitrary: fc.array(overlay, { minLength: 3, maxLength: 3 }) },
  ),
});

/** The project folder matters to no reading of a set. */
function isDocumented(set: FileSet): boolean {
  return documentedDifference(textsOf(set, '/home/dev/app')) !== undefined;
}

/** A vector as the only overlay, in one of two worlds that are as unlike as can be. */
export function vectorSet(vector: Overlay, world: 0 | 1): FileSet {
  const overlays = [vector];
  return world === 0
    ? { shape: 'two', mode: 'contained', hardening: 'strict', overlays }
    : { shape: 'two', mode: 'host-socket', hardening: 'lean', overlays };
}

/**
 * Every vector, then drawn sets and every vector in the other world in turns, no two equal: `count` of them, the same
 * for the same seed. Sets that run into a documented difference are not among them.
 */
export function distinctSets(count: number, seed: number): readonly FileSet[] {
  const sets = new Map<string, FileSet>();
  const add = (set: FileSet | undefined) => {
    if (set !== undefined && sets.size < count && !isDocumented(set)) sets.set(JSON.stringify(set), set);
  };
  for (const [at, vector] of vectors().entries()) add(vectorSet(vector, at % 2 === 0 ? 0 : 1));
  const others = vectors()
    .map((vector, at) => vectorSet(vector, at % 2 === 0 ? 1 : 0))
    .values();
  for (let round = 0; sets.size < count; round++)
    for (const set of fc.sample(fileSets, { seed: seed + round, numRuns: count })) {
      add(set);
      add(others.next().value);
    }
  return [...sets.values()];
}
