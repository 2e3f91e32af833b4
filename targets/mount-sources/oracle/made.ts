import { diffTrees, type TreeChange } from '../../../harness/world/file-tree/diff.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';

const known = new WeakMap<TreeSnapshot, readonly TreeChange[]>();

/** What became of a world in a run. */
export function changesOf(before: TreeSnapshot, after: TreeSnapshot): readonly TreeChange[] {
  const found = known.get(after) ?? diffTrees(before, after);
  known.set(after, found);
  return found;
}

export type Made = Extract<TreeChange, { how: 'made' }>;

/** What is new after a run. */
export function madeIn(before: TreeSnapshot, after: TreeSnapshot): readonly Made[] {
  return changesOf(before, after).filter(change => change.how === 'made');
}

/** The absolute path of a change in the world. */
export function pathOf({ path }: TreeChange): string {
  return path === '.' ? '/' : `/${path}`;
}
