import { octal } from '../../arbitraries/file-mode.ts';
import type { SeenEntry, TreeSnapshot } from './snapshot.ts';

/** In which way two entries differ. `identity`: another file took the place of the first. */
export type Difference = 'kind' | 'content' | 'mode' | 'owner' | 'times' | 'link' | 'identity';

/** What became of one path between two snapshots. */
export type TreeChange =
  | { readonly path: string; readonly how: 'made'; readonly after: SeenEntry }
  | { readonly path: string; readonly how: 'removed'; readonly before: SeenEntry }
  | {
      readonly path: string;
      readonly how: 'changed';
      /** Never empty. */
      readonly differences: readonly Difference[];
      readonly before: SeenEntry;
      readonly after: SeenEntry;
    };

/** In which ways two entries differ; empty: in none. */
function differences(before: SeenEntry, after: SeenEntry): readonly Difference[] {
  if (before === after) return [];
  const found: Difference[] = [];
  if (before.kind !== after.kind) found.push('kind');
  if (before.content !== after.content && Buffer.compare(before.content, after.content) !== 0)
    found.push('content');
  if (before.to !== after.to) found.push('link');
  if (before.mode !== after.mode) found.push('mode');
  if (before.uid !== after.uid || before.gid !== after.gid) found.push('owner');
  if (before.mtimeMs !== after.mtimeMs) found.push('times');
  if (before.identity !== after.identity) found.push('identity');
  return found;
}

/** Everything that differs between two snapshots, in the order of paths: those of `before`, then what is new. */
export function diffTrees(before: TreeSnapshot, after: TreeSnapshot): readonly TreeChange[] {
  const changes: TreeChange[] = [];
  for (const [path, was] of before) {
    const is = after.get(path);
    if (is === undefined) {
      changes.push({ path, how: 'removed', before: was });
      continue;
    }
    const found = differences(was, is);
    if (found.length > 0) changes.push({ path, how: 'changed', differences: found, before: was, after: is });
  }
  for (const [path, is] of after) if (!before.has(path)) changes.push({ path, how: 'made', after: is });
  return changes;
}

const told: Readonly<Record<Difference, (before: SeenEntry, after: SeenEntry) => string>> = {
  kind: (before, after) => `was a ${before.kind} and is a ${after.kind}`,
  content: (before, after) => `held ${before.content.length} bytes and holds ${after.content.length} others`,
  link: (before, after) => `led to ${JSON.stringify(before.to)} and leads to ${JSON.stringify(after.to)}`,
  mode: (before, after) => `had mode ${octal(before.mode)} and has ${octal(after.mode)}`,
  owner: (before, after) =>
    `belonged to ${before.uid}:${before.gid} and belongs to ${after.uid}:${after.gid}`,
  times: () => 'has another time of last change',
  identity: () => 'is another one',
};

/** A change in words: `"notes" was removed`. For the reasons of findings. */
export function changeText(change: TreeChange): string {
  const name = JSON.stringify(change.path);
  if (change.how === 'made') return `${name} was made: a ${change.after.kind}`;
  if (change.how === 'removed') return `${name} was removed: a ${change.before.kind}`;
  const { before, after } = change;
  return `${name} ${change.differences.map(difference => told[difference](before, after)).join(', ')}`;
}
