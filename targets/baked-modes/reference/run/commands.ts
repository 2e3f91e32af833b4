import { posix } from 'node:path';
import { BuildFault, CannotTell } from '../outcome.ts';
import type { BakedParts } from '../parts.ts';
import { ownerAfter } from '../tree/accounts.ts';
import {
  type FolderNode,
  locate,
  makeFolders,
  newFolder,
  type Owner,
  put,
  rootOwner,
  type TreeNode,
} from '../tree/nodes.ts';
import { type Options, readOptions } from './options.ts';

/** Where a command runs: as root, with the umask that builders have. */
export interface Place {
  readonly root: FolderNode;
  readonly folder: string;
  readonly line: number;
  readonly parts: BakedParts;
}

const umask = 0o022;

type Command = (words: readonly string[], place: Place) => void;

/** What a RUN may do for its outcome to be told: by GNU's coreutils. */
export const commands: Readonly<Record<string, Command>> = { chmod, chown, mkdir, install, ln };

function absolute(path: string, { folder }: Place): string {
  return posix.resolve(folder, path);
}

function there(path: string, place: Place): TreeNode {
  const { node } = locate(place.root, absolute(path, place), true);
  if (node === undefined) throw new BuildFault(`not found: ${path}`);
  return node;
}

/** A path and, with -R, all that is in it. */
function* each(path: string, isDeep: boolean, place: Place): Generator<TreeNode> {
  if (isDeep && locate(place.root, absolute(path, place), false).node?.kind === 'link')
    throw new CannotTell('what -R does to a link');
  const node = there(path, place);
  yield node;
  if (isDeep) yield* below(node);
}

function* below(node: TreeNode): Generator<TreeNode> {
  if (node.kind !== 'folder') return;
  for (const inner of node.entries.values()) {
    yield inner;
    yield* below(inner);
  }
}

function chmod(words: readonly string[], place: Place): void {
  // A mode that begins with a minus looks like an option.
  const [first = ''] = words;
  const isMode = /^-[rwxX]+$/.test(first);
  const { flags, others } = readOptions(isMode ? words.slice(1) : words, 'Rfv', '');
  const [mode = '', ...paths] = isMode ? [first, ...others] : others;
  if (flags.has('f')) throw new CannotTell('what chmod -f comes to');
  if (paths.length === 0) throw new BuildFault('chmod: missing operand');
  for (const path of paths)
    for (const node of each(path, flags.has('R'), place)) {
      if (node.kind === 'link') continue;
      const isFolder = node.kind === 'folder';
      const changed = place.parts.changedMode(mode, node.mode, isFolder, umask);
      // GNU's chmod leaves set-uid and set-gid of folders alone when a mode of few digits does not name them.
      const kept = isFolder && /^[0-7]{1,4}$/.test(mode) ? node.mode & 0o6000 : 0;
      Object.assign(node, { mode: changed | kept, line: place.line });
    }
}

function chown(words: readonly string[], place: Place): void {
  const { flags, others } = readOptions(words, 'Rhv', '');
  const [owner = '', ...paths] = others;
  if (flags.has('h')) throw new CannotTell('what chown -h comes to');
  if (paths.length === 0) throw new BuildFault('chown: missing operand');
  for (const path of paths)
    for (const node of each(path, flags.has('R'), place))
      give(node, ownerAfter(place.root, owner, node), place);
}

/** The kernel takes set-uid and set-gid from a file that is given away. */
function give(node: TreeNode, owner: Owner, { line }: Place): void {
  const lost = node.kind !== 'file' ? 0 : 0o4000 | ((node.mode & 0o010) === 0 ? 0 : 0o2000);
  Object.assign(node, { uid: owner.uid, gid: owner.gid, mode: node.mode & ~lost, line });
}

function modeOption({ values }: Options, otherwise: number): number {
  const mode = values.get('m');
  if (mode === undefined) return otherwise;
  if (!/^[0-7]{1,4}$/.test(mode)) throw new CannotTell(`what -m ${mode} comes to`);
  return Number.parseInt(mode, 8);
}

function mkdir(words: readonly string[], place: Place): void {
  const options = readOptions(words, 'pv', 'm');
  const mode = modeOption(options, 0o777 & ~umask);
  if (options.others.length === 0) throw new BuildFault('mkdir: missing operand');
  for (const path of options.others) {
    const at = absolute(path, place);
    const { node, names } = locate(place.root, at, true);
    if (options.flags.has('p') && node?.kind === 'folder') continue;
    if (node !== undefined) throw new BuildFault(`it is there: ${path}`);
    const marks = { ...rootOwner, line: place.line };
    if (options.flags.has('p'))
      makeFolders(place.root, posix.dirname(`/${names.join('/')}`), { ...marks, mode: 0o777 & ~umask });
    put(place.root, names, newFolder({ ...marks, mode }));
  }
}

/** Whom install gives something: what is not named stays as it is. */
function ownerOption({ values }: Options, { root }: Place, before: Owner): Owner {
  const user = values.get('o') ?? '';
  const group = values.get('g');
  return ownerAfter(root, group === undefined ? user : `${user}:${group}`, before);
}

function install(words: readonly string[], place: Place): void {
  const options = readOptions(words, 'dv', 'mog');
  const mode = modeOption(options, 0o755);
  if (options.flags.has('d')) {
    if (options.others.length === 0) throw new BuildFault('install: missing operand');
    for (const path of options.others) {
      const parents = { mode: 0o755, ...rootOwner, line: place.line };
      const folder = makeFolders(place.root, absolute(path, place), parents);
      Object.assign(folder, { mode, ...ownerOption(options, place, folder), line: place.line });
    }
    return;
  }
  const [source, dest, ...more] = options.others;
  if (source === undefined || dest === undefined) throw new BuildFault('install: missing operand');
  if (more.length > 0) throw new CannotTell('what install does with several files');
  const node = there(source, place);
  if (node.kind !== 'file') throw new BuildFault(`no file: ${source}`);
  const to = locate(place.root, absolute(dest, place), true);
  if (to.node === undefined && dest.endsWith('/')) throw new BuildFault(`not found: ${dest}`);
  const names =
    to.node?.kind === 'folder'
      ? [...to.names, posix.basename(source)]
      : locate(place.root, absolute(dest, place), false).names;
  const at = `/${names.join('/')}`;
  if (locate(place.root, at, false).node?.kind === 'folder')
    throw new BuildFault(`a folder is in the way: ${dest}`);
  if (locate(place.root, at, true).node === node) throw new BuildFault('install: the same file');
  put(place.root, names, {
    kind: 'file',
    content: node.content,
    mode,
    ...ownerOption(options, place, rootOwner),
    line: place.line,
  });
}

function ln(words: readonly string[], place: Place): void {
  const { flags, others } = readOptions(words, 'sfv', '');
  const [to, path, ...more] = others;
  if (!flags.has('s') || to === undefined || path === undefined || more.length > 0)
    throw new CannotTell('what ln does here');
  const at = absolute(path, place);
  const target = locate(place.root, at, true);
  const names =
    target.node?.kind === 'folder'
      ? [...target.names, posix.basename(to)]
      : locate(place.root, at, false).names;
  const old = locate(place.root, `/${names.join('/')}`, false).node;
  if (old?.kind === 'folder' || (old !== undefined && !flags.has('f')))
    throw new BuildFault(`it is there: ${path}`);
  put(place.root, names, { kind: 'link', to, mode: 0o777, ...rootOwner, line: place.line });
}
