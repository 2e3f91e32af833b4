import {
  below,
  blank,
  followed,
  isWithin,
  makeAll,
  type Predicted,
  type PredictedTree,
  parentOf,
  plain,
  Unbuildable,
  Unknowable,
} from './entry.ts';
import { modeBy } from './mode-text.ts';
import { copyPattern } from './patterns.ts';

/** Where a copy goes, and as what. */
export interface CopyInto {
  readonly tree: PredictedTree;
  readonly dest: string;
  /** The destination was written as a folder. */
  readonly isFolder: boolean;
  readonly chmod: string | undefined;
  readonly chown: { readonly uid: number; readonly gid: number } | undefined;
  readonly line: number;
  readonly add: boolean;
}

const wild = /[*?[]/;

/** The paths of a source tree that a source stands for. */
function found(source: string, from: PredictedTree): readonly string[] {
  const path = plain(source);
  if (!wild.test(path)) return [path];
  const names = path.split('/');
  const before =
    names
      .slice(
        0,
        names.findIndex(name => wild.test(name)),
      )
      .join('/') || '/';
  const at = followed(from, before);
  if (from.get(at)?.kind !== 'folder') throw new Unbuildable('nothing to look in');
  const pattern = copyPattern(path.slice(before === '/' ? 1 : before.length + 1));
  const inner = [...from.keys()].filter(
    one => isWithin(at, one) && pattern.test(one.slice(at === '/' ? 1 : at.length + 1)),
  );
  const tops = inner.filter(one => !inner.some(other => isWithin(other, one)));
  return tops.sort(byNames);
}

/** The order in which folders are gone through: name by name. */
function byNames(one: string, other: string): number {
  const [left, right] = [one.replaceAll('/', '\0'), other.replaceAll('/', '\0')];
  return left < right ? -1 : Number(left > right);
}

/** Copies what sources stand for. @throws Unbuildable, Unknowable */
export function copyEntries(
  sources: readonly string[],
  from: PredictedTree,
  kind: 'context' | 'stage',
  request: CopyInto,
): void {
  const paths = sources.flatMap(source => found(source, from));
  if (paths.length > 1 && !request.isFolder) throw new Unbuildable('several sources for one file');
  for (const path of paths) copyPath(path, from, kind, request);
}

function copyPath(path: string, from: PredictedTree, kind: 'context' | 'stage', request: CopyInto): void {
  const { tree, dest, isFolder, chmod, chown, line, add } = request;
  const source = followed(from, path);
  const entry = from.get(source);
  if (entry === undefined) throw new Unbuildable('nothing to copy');
  if (add && entry.kind === 'file' && /^(BZh|.{257}ustar)/s.test(entry.content))
    throw new Unknowable('an archive');
  const landed = (one: Predicted): Predicted => ({
    ...one,
    mode:
      one.kind === 'link' || chmod === undefined
        ? one.mode
        : modeBy(chmod, one.mode, one.kind === 'folder', 0),
    ...(chown ?? (kind === 'context' ? { uid: 0, gid: 0 } : {})),
    line,
  });
  // What COPY has to make on the way is a folder of 0755 that --chmod and --chown apply to.
  const made = { ...landed({ ...blank, kind: 'folder' }), ...(chown ?? { uid: 0, gid: 0 }) };
  makeAll(tree, isFolder || entry.kind === 'folder' ? dest : parentOf(dest), made);
  const at = followed(tree, dest);
  if (entry.kind !== 'folder') {
    const into = tree.get(at)?.kind === 'folder' ? below(at, path.slice(path.lastIndexOf('/') + 1)) : at;
    place(tree, into, landed(entry));
    return;
  }
  for (const [inner, one] of from)
    if (isWithin(source, inner))
      place(tree, below(at, inner.slice(source === '/' ? 1 : source.length + 1)), landed(one));
}

function place(tree: PredictedTree, path: string, entry: Predicted): void {
  const old = tree.get(path);
  const clash = old !== undefined && (entry.kind === 'folder') !== (old.kind === 'folder');
  if (clash) throw new Unbuildable('a folder and something else in one place');
  tree.set(path, entry);
}
