import type { RunCommand } from '../scenario.ts';
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
import { owners } from './people.ts';

interface Shell {
  readonly tree: PredictedTree;
  readonly folder: string;
  readonly line: number;
}

const umask = 0o022;

/** Paths that a recursive command changes: what is there, and all that is in it. */
function reached(paths: readonly string[], recursive: boolean, { tree, folder }: Shell): readonly string[] {
  return paths.flatMap(path => {
    const absolute = plain(path, folder);
    if (recursive && tree.get(followed(tree, absolute, false))?.kind === 'link')
      throw new Unknowable('-R and a link');
    const at = followed(tree, absolute);
    if (!tree.has(at)) throw new Unbuildable('nothing is there');
    return [at, ...(recursive ? [...tree.keys()].filter(one => isWithin(at, one)) : [])];
  });
}

function change(tree: PredictedTree, path: string, how: (entry: Predicted) => Partial<Predicted>): void {
  const entry = tree.get(path);
  if (entry !== undefined) tree.set(path, { ...entry, ...how(entry) });
}

/** Does what one command of a RUN does. @param paths its paths, variables put in. @throws Unbuildable, Unknowable */
export function runCommand(command: RunCommand, paths: readonly string[], shell: Shell): void {
  const { tree, folder, line } = shell;
  switch (command.tool) {
    case 'chmod':
      // In the JSON form a variable is no variable, and no mode.
      if (command.mode.includes('$') && reached(paths.slice(0, 1), command.recursive, shell).length > 0)
        throw new Unbuildable('no mode');
      for (const path of reached(paths, command.recursive, shell))
        change(tree, path, entry => {
          if (entry.kind === 'link') return {};
          const isFolder = entry.kind === 'folder';
          const special = isFolder && /^\d/.test(command.mode) ? entry.mode & 0o6000 : 0;
          return { mode: modeBy(command.mode, entry.mode, isFolder, umask) | special, line };
        });
      return;
    case 'chown':
      for (const path of reached(paths, command.recursive, shell))
        change(tree, path, entry => {
          const set = (entry.mode & 0o010) !== 0 ? 0o6000 : 0o4000;
          const lost = entry.kind === 'file' ? set : 0;
          return { ...owners(tree, command.owner, entry), mode: entry.mode & ~lost, line };
        });
      return;
    case 'mkdir':
      for (const path of paths) makeFolder(path, command, shell);
      return;
    case 'install':
      installed(command, paths, shell);
      return;
    case 'ln': {
      const [path = ''] = paths;
      const absolute = plain(path, folder);
      const into = followed(tree, absolute);
      const name = command.to.slice(command.to.lastIndexOf('/') + 1);
      const at = tree.get(into)?.kind === 'folder' ? below(into, name) : followed(tree, absolute, false);
      const old = tree.get(at);
      if (old?.kind === 'folder' || (old !== undefined && !command.force))
        throw new Unbuildable('it is there');
      inFolder(tree, at);
      tree.set(at, { ...blank, kind: 'link', mode: 0o777, to: command.to, line });
    }
  }
}

function inFolder(tree: PredictedTree, path: string): void {
  if (tree.get(parentOf(path))?.kind !== 'folder') throw new Unbuildable('no folder to be in');
}

function makeFolder(
  path: string,
  { parents, mode }: Extract<RunCommand, { tool: 'mkdir' }>,
  { tree, folder, line }: Shell,
): void {
  const at = followed(tree, plain(path, folder));
  const old = tree.get(at);
  if (parents && old?.kind === 'folder') return;
  if (old !== undefined) throw new Unbuildable('it is there');
  if (parents) makeAll(tree, parentOf(at), { ...blank, line });
  inFolder(tree, at);
  const last = mode === null ? 0o755 : Number.parseInt(mode, 8);
  tree.set(at, { ...blank, kind: 'folder', mode: last, line });
}

function installed(
  { folders, mode, owner, group }: Extract<RunCommand, { tool: 'install' }>,
  paths: readonly string[],
  { tree, folder, line }: Shell,
): void {
  const to = group === null ? (owner ?? '') : `${owner ?? ''}:${group}`;
  const marks = (before: { readonly uid: number; readonly gid: number }) => ({
    mode: mode === null ? 0o755 : Number.parseInt(mode, 8),
    ...owners(tree, to, before),
    line,
  });
  if (folders) {
    for (const path of paths) {
      const at = makeAll(tree, plain(path, folder), { ...blank, line });
      change(tree, at, marks);
    }
    return;
  }
  const [from = '', dest = '', ...more] = paths;
  if (more.length > 0) throw new Unknowable('several files');
  const source = followed(tree, plain(from, folder));
  const entry = tree.get(source);
  if (entry?.kind !== 'file') throw new Unbuildable('no file to install');
  const absolute = plain(dest, folder);
  const into = followed(tree, absolute);
  if (!tree.has(into) && dest.endsWith('/')) throw new Unbuildable('no folder to install in');
  const name = from.slice(from.lastIndexOf('/') + 1);
  const at = tree.get(into)?.kind === 'folder' ? below(into, name) : followed(tree, absolute, false);
  if (tree.get(at)?.kind === 'folder') throw new Unbuildable('a folder is there');
  if (followed(tree, at) === source) throw new Unbuildable('one and the same');
  inFolder(tree, at);
  tree.set(at, { ...blank, kind: 'file', content: entry.content, ...marks({ uid: 0, gid: 0 }) });
}
