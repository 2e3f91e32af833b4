import { availableParallelism } from 'node:os';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { atOnce } from './at-once.ts';
import { Comparer, type Comparison, type Merge } from './compare.ts';
import { type FileSet, textsOf } from './file-set.ts';
import { fileSetWorld } from './file-set-world.ts';
import { distinctSets } from './file-sets.ts';
import { shrinkSet } from './shrink-set.ts';
import { vectors } from './vectors.ts';

type Difference = Comparison & { readonly kind: 'differ' };

/** What came of comparing many file sets. */
export interface Differential {
  readonly sets: number;
  /** Vectors that are the only overlay of some set. */
  readonly vectors: number;
  /** Sets of which both made a model, the same one; of the others both refuse to make any. */
  readonly models: number;
  readonly differing: number;
  /** The differing set that says least, shrunk. */
  readonly smallest: { readonly set: FileSet; readonly difference: Difference } | undefined;
}

/**
 * Compares the merge model with a real Compose 2 over so many distinct file sets, as many at once as there are cores.
 * @param merge another merge model than the target's, to see that it is found out
 */
export async function runDifferential(
  compose: Compose,
  count: number,
  seed: number,
  merge?: Merge,
): Promise<Differential> {
  await using world = await fileSetWorld();
  const comparer = new Comparer(compose, world, merge);
  const sets = distinctSets(count, seed);
  const compared = await atOnce(availableParallelism(), sets, async set => ({
    set,
    comparison: await comparer.compare(set),
  }));
  const differing = compared
    .filter(({ comparison }) => comparison.kind === 'differ')
    .map(({ set }) => set)
    .toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  return {
    sets: sets.length,
    vectors: new Set(sets.filter(isVector).map(({ overlays }) => JSON.stringify(overlays))).size,
    models: compared.filter(({ comparison }) => comparison.kind === 'agree' && comparison.on === 'model')
      .length,
    differing: differing.length,
    smallest: await smallestOf(differing[0], comparer),
  };
}

const known = new Set(vectors().map(vector => JSON.stringify([vector])));

function isVector({ overlays }: FileSet): boolean {
  return known.has(JSON.stringify(overlays));
}

async function smallestOf(first: FileSet | undefined, comparer: Comparer): Promise<Differential['smallest']> {
  if (first === undefined) return undefined;
  const set = await shrinkSet(first, async smaller => (await comparer.compare(smaller)).kind === 'differ');
  const difference = await comparer.compare(set);
  return difference.kind === 'differ' ? { set, difference } : undefined;
}

/** The smallest difference for people: the files, then what each side says at each path. */
export function tellSmallest({ set, difference }: NonNullable<Differential['smallest']>): string {
  const names = ['base', 'mode', 'hardening'];
  const files = textsOf(set, '/home/dev/app').map(
    (text, at) => `--- ${names[at] ?? `overlay ${at - names.length + 1}`}\n${text}`,
  );
  const paths = difference.paths.map(
    ({ path, model = 'nothing', compose = 'nothing' }) =>
      `${path}\n  model    ${model}\n  Compose  ${compose}\n`,
  );
  return [...files, `${difference.reason}\n`, ...paths].join('\n');
}
