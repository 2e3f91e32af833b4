import { diffTrees, type TreeChange } from '../../../harness/world/file-tree/diff.ts';
import type { Sweeping } from '../oracle.ts';

const known = new WeakMap<Sweeping['before'], WeakMap<Sweeping['before'], readonly TreeChange[]>>();

/** What differs between two moments; worked out once for all properties. */
function changesBetween(before: Sweeping['before'], after: Sweeping['before']): readonly TreeChange[] {
  let of = known.get(before);
  if (of === undefined) {
    of = new WeakMap();
    known.set(before, of);
  }
  let changes = of.get(after);
  if (changes === undefined) {
    changes = diffTrees(before, after);
    of.set(after, changes);
  }
  return changes;
}

/** What a sweep changed in the world. */
export function changesIn({ before, swept: { after } }: Sweeping): readonly TreeChange[] {
  return changesBetween(before, after);
}
